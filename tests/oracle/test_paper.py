from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from pos_emulator.acquirer.records import Alarm, Why
from pos_emulator.firmware.peripherals import Screen, Slip
from pos_emulator.firmware.records import AuditEntry
from pos_emulator.firmware.state import RESTORED
from pos_emulator.link.faults import Direction
from tests.end_to_end import scripts
from tests.oracle.books import Books

PAN = "6224242300000069"


@pytest.fixture
def books() -> Books:
    return Books(scripts.sold())


def test_g5_the_screen_confirmed_another_amount(books: Books) -> None:
    books.screens[:] = [
        (at, Screen(s.name, s.rows, {**s.fields, "amount": 580}) if s.name == "sale.pin" else s)
        for at, s in books.screens
    ]
    assert books.rules() == {"G5"}


def test_g5_the_slip_shows_another_amount(books: Books) -> None:
    books.slips[:] = [
        (at, replace(slip, lines=tuple(line.replace("58.00", "85.00") for line in slip.lines)))
        for at, slip in books.slips
    ]
    assert books.rules() == {"G5"}


def test_g5_the_terminal_holds_another_amount(books: Books) -> None:
    books.rewrite(books.record(), amount=5900)
    assert books.rules() == {"G5", "G4"}


def test_g5_the_host_booked_another_amount(books: Books) -> None:
    books.rebook(books.booking(), amount=5900)
    assert "G5" in books.rules()


def test_g6_a_second_slip_that_does_not_say_so(books: Books) -> None:
    books.slips.append(books.slips[0])
    assert books.rules() == {"G6"}


def test_g6_a_second_slip_that_says_so(books: Books) -> None:
    at, slip = books.slips[0]
    books.slips.append((at, replace(slip, lines=(*slip.lines, "*** 重打印凭证/DUPLICATED ***"))))
    assert books.rules() == set()


def test_g6_a_slip_for_what_was_not_approved(books: Books) -> None:
    _, slip = books.slips[0]
    books.print(replace(slip, voucher="000777"))
    assert books.rules() == {"G6"}


def test_g6_a_fault_slip_for_nothing(books: Books) -> None:
    books.print(Slip("fault", ("批次号: 000001",), "000003"))
    assert books.rules() == {"G6"}


def test_g6_a_fault_slip_of_an_older_memory(books: Books) -> None:
    books.print(Slip("fault", ("批次号: 000001",), "000003"))
    _, hello = books.message("0600")
    tags = replace(OwnTags.parse(hello.octets(62)), why=RESTORED)
    books.insert_frame(len(books.wire), Direction.TO_HOST, hello.with_({11: "000009", 62: tags.octets()}))
    assert "G6" not in books.rules()
    books.print(Slip("fault", ("批次号: 000001",), "000003"))
    assert "G6" in books.rules()


def test_g7_two_requests_under_one_id(books: Books) -> None:
    at, request = books.message("0200")
    books.insert_frame(at + 1, Direction.TO_HOST, request.with_({4: "000000009900"}))
    assert books.rules() == {"G7"}


def test_g7_a_number_in_the_audit_log(books: Books) -> None:
    books.state.audit_log.put("99999999", AuditEntry("", "01", "sale", PAN))
    assert books.rules() == {"G7"}


def test_g7_a_number_in_an_alarm(books: Books) -> None:
    with books.ledger.unit():
        books.ledger.raise_alarm(Alarm(0, books.booking().day, "000000", "difference", f"card {PAN}"))
    assert books.rules() == {"G7"}


@pytest.mark.parametrize("area", ["failed", "passwords", "an-area-that-is-added-later"])
@pytest.mark.parametrize("kept", [True, False])
def test_g7_a_number_anywhere_in_flash(books: Books, area: str, kept: bool) -> None:
    books.flash.put(area, ("masked", PAN), "000099")
    if kept:
        books.flash.commit()
    assert books.rules() == {"G7"}


def test_g7_a_number_as_a_key_in_flash(books: Books) -> None:
    books.flash.put("tries-of-cards", 1, PAN)
    books.flash.commit()
    assert books.rules() == {"G7"}


def test_g7_a_number_in_a_reason(books: Books) -> None:
    with books.ledger.unit():
        books.ledger.keep_why("12345676", "000099", Why("x", "51", f"card {PAN} refused"))
    assert books.rules() == {"G7"}


def test_g7_a_number_in_a_table_that_is_added_later(books: Books) -> None:
    books.tables["_added_later"] = {"000099": PAN}
    assert books.rules() == {"G7"}


def test_g7_a_number_on_a_slip(books: Books) -> None:
    at, slip = books.slips[0]
    books.slips[0] = (at, replace(slip, lines=(*slip.lines, PAN)))
    assert books.rules() == {"G7"}


def test_g7_a_number_on_a_screen(books: Books) -> None:
    books.screens.append((0, Screen("sale.confirm-card", (PAN,))))
    assert books.rules() == {"G7"}
