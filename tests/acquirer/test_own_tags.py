from __future__ import annotations

import pytest

from iso8583_specs.errors import SpecError
from pos_emulator.acquirer.own_tags import OwnTags

WHOLE = OwnTags(
    epoch=3,
    ledger_id="00112233445566aa",
    why=2,
    rrn="606800000001",
    mmdd="0309",
    amount=5800,
    voucher="000001000042",
    state=1,
    request_id=b"\x07",
)
OCTETS = (
    "df010400000003 df020800112233445566aa df030102 df040c363036383030303030303031 "
    "df05020309 df0606000000005800 df0706000001000042 df080101 df090107"
)


def test_the_tags_on_the_line() -> None:
    assert WHOLE.octets() == bytes.fromhex(OCTETS)
    assert OwnTags.parse(bytes.fromhex(OCTETS)) == WHOLE


def test_nothing_said_is_nothing() -> None:
    assert OwnTags().octets() == b""
    assert OwnTags.parse(b"") == OwnTags()


def test_unknown_tags_are_passed_over() -> None:
    assert OwnTags.parse(bytes.fromhex("df310155 df030101")) == OwnTags(why=1)


@pytest.mark.parametrize(
    "octets",
    [
        pytest.param("df0103000000", id="epoch-too-short"),
        pytest.param("df0301aa", id="no-digits"),
        pytest.param("df0403616263", id="reference-too-short"),
        pytest.param("df0505", id="cut-off"),
    ],
)
def test_what_does_not_fit_is_refused(octets: str) -> None:
    with pytest.raises(SpecError):
        OwnTags.parse(bytes.fromhex(octets))
