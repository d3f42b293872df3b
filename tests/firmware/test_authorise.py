from __future__ import annotations

from datetime import datetime

import pytest

from pos_emulator.firmware.authorise import card_elements, without_card_number, year_of
from pos_emulator.firmware.peripherals import CardData, Entry
from pos_emulator.security.masking import Pan, Secret
from tests.firmware.shop import LOST_ANSWER, Shop


@pytest.fixture
def shop() -> Shop:
    return Shop().sign_on()


def test_elements_of_a_keyed_card(shop: Shop) -> None:
    card = CardData(Entry.KEYED, Pan("4111111111111111"))
    assert card_elements(shop.pos, card, pin=None) == {2: "4111111111111111", 22: "012"}
    assert card_elements(shop.pos, card, pin=Secret(""))[22] == "012"


def test_elements_of_a_chip(shop: Shop) -> None:
    track = Secret("4111111111111111D30082010000000000000")
    card = CardData(Entry.INSERT, Pan("4111111111111111"), "3008", track, "001", b"\x9f\x26\x01\x00")
    elements = card_elements(shop.pos, card, pin=Secret("1234"))
    block = elements.pop(52)
    assert isinstance(block, bytes)
    assert len(block) == 8
    assert elements == {
        2: "4111111111111111",
        14: "3008",
        22: "051",
        23: "001",
        26: "12",
        35: "4111111111111111D30082010000000000000",
        53: "2600000000000000",
        55: b"\x9f\x26\x01\x00",
    }


def test_an_approval_is_booked_with_what_the_host_said(shop: Shop) -> None:
    shop.sell("5800")
    answer = shop.answers("0210")[-1]
    record = shop.state.batch.get("000003")
    assert record is not None
    assert record.rrn == answer[37]
    assert record.approval == answer[38]
    assert (record.time, record.date, record.business_day) == (answer[12], answer[13], answer[15])
    assert (record.year, record.operator, record.batch) == ("2026", "01", "000001")
    assert (record.issuer, record.acquirer) == ("99990100", "99990000")
    assert record.card.masked == "622424******0069"
    assert b"6224242300000069" not in record.card.sealed


@pytest.mark.parametrize("code", ["00", "11", "A2", "A4", "A5", "A6"])
def test_every_approving_code_books(shop: Shop, code: str) -> None:
    shop.bench.acquirer.rules.reply(code)
    shop.sell()
    assert shop.state.batch.names() == ["000003"]
    assert shop.state.owed is None


@pytest.mark.parametrize("code", ["05", "14", "51", "61", "75", "94", "97", "A7"])
def test_a_definitive_refusal_owes_nothing(shop: Shop, code: str) -> None:
    shop.bench.acquirer.rules.reply(code)
    shop.ring_up().press("Enter")
    assert shop.screen == "sale.declined"
    assert f"[{code}]" in shop.rows[1]
    assert shop.state.owed is None
    assert "0400" not in shop.mtis()


@pytest.mark.parametrize("code", ["68", "96", "98", "10"])
def test_an_unclear_answer_is_reversed(shop: Shop, code: str) -> None:
    shop.ring_up().bench.acquirer.rules.deaf("0200")
    shop.press("Enter").forge({39: code})
    assert shop.screen == "reversal.sale-done"
    assert shop.requests("0400")[0][39] == "06"


def test_at_most_one_reversal_is_owed_at_a_time(shop: Shop) -> None:
    shop.bench.acquirer.rules.silent("0400")
    shop.fault(LOST_ANSWER).ring_up().press("Enter").wait(60).wait(60).press("Enter")
    owed = shop.state.owed
    shop.ring_up("1000").press("Enter").wait(60)
    kept = shop.state.owed
    assert owed is not None
    assert kept is not None
    assert kept.voucher == owed.voucher == "000003"


@pytest.mark.parametrize(
    ("date", "now", "year"),
    [
        ("1231", datetime(2027, 1, 1, 0, 0, 20), "2026"),
        ("0101", datetime(2026, 12, 31, 23, 59), "2027"),
        ("1121", datetime(2026, 11, 21), "2026"),
    ],
)
def test_the_year_is_the_one_nearest_to_the_clock(date: str, now: datetime, year: str) -> None:
    assert year_of(date, now) == year


def test_the_card_number_leaves_the_chip_data_alone() -> None:
    chip = bytes.fromhex("9F270180 5A084111111111111111 57114111111111111111D30111010000045600 9F36020021")
    assert without_card_number(chip) == bytes.fromhex("9F270180 9F36020021")
