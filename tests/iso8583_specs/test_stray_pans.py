from __future__ import annotations

import pytest

from iso8583_specs.stray_pans import is_pan, star_stray_pans, star_text

PAN = "6224242300000069"
STARRED = "622424******0069"


@pytest.mark.parametrize(
    ("digits", "good"),
    [
        (PAN, True),
        ("6216261000000000018", True),
        ("4111111111111111", True),
        ("6224242300000068", False),
        ("0" * 16, False),
        ("0706000001000003", False),
        ("18", False),
        ("4111111111111111" + "0000", False),
    ],
    ids=["16", "19", "visa", "check-digit", "zeros", "ours", "short", "long"],
)
def test_knows_a_card_number_by_its_shape(digits: str, good: bool) -> None:
    assert is_pan(digits) is good


@pytest.mark.parametrize("digits", ["5413330089600010", "5555555555554444", "3566002020360505"])
def test_published_numbers_have_their_check_digit(digits: str) -> None:
    assert is_pan(digits)


@pytest.mark.parametrize("place", range(1, 16))
def test_any_wrong_digit_is_found(place: int) -> None:
    wrong = str((int(PAN[place]) + 1) % 10)
    assert not is_pan(PAN[:place] + wrong + PAN[place + 1 :])


@pytest.mark.parametrize(
    ("number", "value", "shown"),
    [
        (43, f"SHOP {PAN}, SHANGHAI", f"SHOP {STARRED}, SHANGHAI"),
        (48, PAN, STARRED),
        (63, f"CUP{PAN}".encode(), "435550" + "363232343234" + "*" * 12 + "30303639"),
        (57, bytes.fromhex(f"{PAN}D25122010000012345F0"), f"{STARRED}d*****************f0"),
        (59, bytes.fromhex(f"5A08{PAN}"), f"5a08{STARRED}"),
        (56, bytes.fromhex(f"5710{PAN}D251220100000123"), f"5710{STARRED}d***************"),
        (58, bytes.fromhex(f"5F240325123157 08{PAN}"), f"5f24032512315708{PAN}"),
        (47, f"{PAN}=2512201", f"{STARRED}=*******"),
        (120, PAN, STARRED),
        (37, PAN, PAN),
        (42, PAN, PAN),
        (54, "1002156C000000012345", "1002156C000000012345"),
    ],
    ids=[
        "text",
        "digits",
        "characters",
        "track",
        "tlv",
        "track-in-tlv",
        "run-too-long",
        "equals",
        "120",
        "37",
        "42",
        "54",
    ],
)
def test_stars_card_numbers_in_free_elements_alone(number: int, value: str | bytes, shown: str) -> None:
    plain = value if isinstance(value, str) else value.hex()
    assert star_stray_pans(number, value, plain) == shown


def test_what_is_starred_already_stays_so() -> None:
    assert star_stray_pans(62, PAN.encode(), "*" * 32) == "*" * 32


def test_a_part_is_text() -> None:
    assert star_text(f"issuer {PAN}") == f"issuer {STARRED}"
