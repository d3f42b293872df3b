from __future__ import annotations

import pytest

from pos_emulator.security.masking import Pan, Secret, mask_pan, mask_pan_16


@pytest.mark.parametrize(
    ("digits", "masked", "on_display"),
    [
        pytest.param("6224242300000069", "622424******0069", "622424******0069", id="16"),
        pytest.param("6216261000000000018", "621626*********0018", "621626******0018", id="19"),
        pytest.param("4012345678909", "401234***8909", "401234***8909", id="13"),
        pytest.param("12345678901", "123456*8901", "123456*8901", id="11-shortest-with-head"),
        pytest.param("1234567890", "******7890", "******7890", id="10-head-would-show-all"),
        pytest.param("123", "123", "123", id="3"),
        pytest.param("", "", "", id="none"),
    ],
)
def test_masks(digits: str, masked: str, on_display: str) -> None:
    assert mask_pan(digits) == masked
    assert mask_pan_16(digits) == on_display


def test_pan_shows_six_and_four() -> None:
    pan = Pan("6216261000000000018")
    assert repr(pan) == str(pan) == f"{pan}" == "Pan(621626*********0018)"
    assert (pan.masked, pan.masked_16, pan.last4) == ("621626*********0018", "621626******0018", "0018")
    assert pan.digits == "6216261000000000018"
    assert pan == Pan("6216261000000000018") != Pan("4111111111111111")


@pytest.mark.parametrize("digits", ["", "1234567", "1" * 20, "622424******0069", "４１１１１１１１"])
def test_no_pan_of_anything_else_and_no_word_of_it(digits: str) -> None:
    with pytest.raises(ValueError) as caught:
        Pan(digits)
    assert str(caught.value) == f"a card number has 8 to 19 digits, found {len(digits)} characters"


def test_a_secret_shows_nothing() -> None:
    secret = Secret("246810")
    assert repr(secret) == str(secret) == f"{secret}" == repr(Secret("")) == "Secret(*)"
    assert secret.reveal() == "246810"
    assert not hasattr(secret, "__dict__")


def test_secrets_compare_by_what_they_hold() -> None:
    assert Secret("1234") == Secret("1234") != Secret("12345")
    assert Secret("1234") != "1234"
    assert {Secret("1234"): 1}[Secret("1234")] == 1
