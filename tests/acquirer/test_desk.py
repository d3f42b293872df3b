from __future__ import annotations

from datetime import datetime

import pytest

from iso8583_specs.message import Message
from pos_emulator.acquirer.desk import business_day, match_of, meaning_of, pan_of
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.security.masking import Pan

KEY = b"k" * 32
SALE = Message(
    "0200", {2: "6224242300000069", 3: "000000", 4: "000000005800", 11: "000001", 22: "022", 25: "00"}
)


def test_the_meaning_is_of_the_message_type_too() -> None:
    assert meaning_of(KEY, SALE) != meaning_of(KEY, SALE.with_(mti="0100"))


def test_the_meaning_is_nobody_s_without_the_key() -> None:
    assert meaning_of(KEY, SALE) != meaning_of(b"other", SALE)


def test_elements_do_not_run_into_each_other() -> None:
    one = Message("0200", {62: b"ab", 63: b"c"})
    other = Message("0200", {62: b"a", 63: b"bc"})
    assert meaning_of(KEY, one) != meaning_of(KEY, other)


def test_the_card_counts_wherever_it_was_read() -> None:
    by_track = SALE.with_({35: "6224242300000069D3012"}, without=(2,))
    assert match_of(KEY, SALE, pan=pan_of(SALE)) == match_of(KEY, by_track, pan=pan_of(by_track))


@pytest.mark.parametrize(
    ("elements", "pan"),
    [
        pytest.param({2: "6224242300000069"}, Pan("6224242300000069"), id="de2"),
        pytest.param({35: "4111111111111111D3012201"}, Pan("4111111111111111"), id="track"),
        pytest.param({2: "123"}, None, id="too-short"),
        pytest.param({}, None, id="none"),
    ],
)
def test_the_card_of_a_message(elements: dict[int, str], pan: Pan | None) -> None:
    assert pan_of(Message("0200", elements)) == pan


def test_the_business_day_is_the_calendar_s_until_it_is_moved(ledger: Ledger) -> None:
    moment = datetime(2026, 12, 31, 23, 59)
    assert f"{business_day(ledger, moment)}" == "2026-12-31"
    with ledger.unit():
        ledger.keep_fact("day-offset", "1")
    assert f"{business_day(ledger, moment)}" == "2027-01-01"
