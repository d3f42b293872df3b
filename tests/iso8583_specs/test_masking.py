"""What of a secret may be seen."""

from __future__ import annotations

import pytest

from iso8583_specs.masking import Mask, mask_pan, masked
from iso8583_specs.message import Message


@pytest.mark.parametrize(
    ("pan", "shown"),
    [
        pytest.param("6216261000000000018", "621626*********0018", id="19-digits"),
        pytest.param("4111111111111111", "411111******1111", id="16-digits"),
        pytest.param("5555555555554", "555555***5554", id="13-digits"),
        pytest.param("555555555555", "************", id="too-short-to-show-any"),
        pytest.param("", "", id="empty"),
    ],
)
def test_shows_six_and_four_digits_of_a_pan(pan: str, shown: str) -> None:
    assert mask_pan(pan) == shown


def test_masks_keep_the_length() -> None:
    message = Message("0200")
    assert masked(Mask.NONE, message, b"\xab") == "ab"
    assert masked(Mask.SECRET, message, b"\xab") == "**"
    assert masked(Mask.PAN, message, "4111111111111111") == "411111******1111"
    assert masked(lambda message, value: message.mti, message, "1") == "0200"
