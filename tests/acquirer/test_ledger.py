"""What both forms of the ledger promise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pos_emulator.acquirer.errors import LedgerError
from pos_emulator.acquirer.ledger import ALARMS_KEPT, WHYS_KEPT, Ledger
from pos_emulator.acquirer.records import (
    Alarm,
    Batch,
    Booking,
    Fence,
    KeySet,
    Leg,
    Outcome,
    PinTries,
    RequestId,
    Sums,
    TerminalAccount,
    Why,
)

DAY = date(2026, 3, 9)
ID = RequestId("123456789012345", "12345676", 1, "000001", "000042")
SALE = Booking(
    id=ID, kind="sale", amount=5800, token="ab" * 16, masked_pan="622424******0069", foreign=False,
    rrn="606800000001", approval="123456", day=DAY, time="143005",
)  # fmt: skip
LEGS = (Leg(ID, "cardholder:ab", -5800), Leg(ID, "merchant:m", 5800))
REFUND = replace(
    SALE, id=ID._replace(stan="000043"), kind="refund", amount=100, rrn="606800000002", approval="",
    original=ID, uploaded=True, foreign=True,
)  # fmt: skip


class Stop(Exception):  # noqa: N818 - stands for a power cut
    pass


def booked(ledger: Ledger) -> None:
    with ledger.unit():
        ledger.book(SALE, LEGS)
        ledger.book(REFUND, ())


def test_bookings_are_found_by_all_their_names(ledger: Ledger) -> None:
    booked(ledger)
    assert ledger.booking(ID) == SALE
    assert ledger.booking(ID._replace(epoch=2)) is None
    assert ledger.bookings_of_voucher("12345676", "000001", "000042") == (SALE,)
    assert ledger.bookings_of_reference("123456789012345", "606800000001") == (SALE,)
    assert ledger.bookings_of_reference("other", "606800000001") == ()
    assert ledger.bookings_of_approval("123456789012345", "123456") == (SALE,)
    assert ledger.bookings_of_approval("123456789012345", "") == ()
    assert ledger.follow_ups(ID) == (REFUND,)
    assert ledger.follow_ups(REFUND.id) == ()
    assert list(ledger.bookings()) == [SALE, REFUND]


def test_a_voucher_is_found_in_every_epoch_latest_first(ledger: Ledger) -> None:
    later = replace(SALE, id=ID._replace(epoch=3))
    with ledger.unit():
        ledger.book(SALE, ())
        ledger.book(later, ())
    assert ledger.bookings_of_voucher("12345676", "000001", "000042") == (later, SALE)


def test_legs_make_balances(ledger: Ledger) -> None:
    booked(ledger)
    assert ledger.legs_of(ID) == LEGS
    assert ledger.legs_of(ID._replace(stan="999999")) == ()
    assert (ledger.balance("merchant:m"), ledger.balance("nobody")) == (5800, 0)
    back = tuple(Leg(ID, leg.account, -leg.amount, "reversed") for leg in LEGS)
    with ledger.unit():
        ledger.take_back(ID, back)
    assert ledger.balance("merchant:m") == 0
    assert ledger.booking(ID) == replace(SALE, reversed=True)
    assert list(ledger.legs()) == [*LEGS, *back]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda ledger: ledger.book(SALE, ()), id="booked-twice"),
        pytest.param(lambda ledger: ledger.book(replace(SALE, id=REFUND.id), LEGS), id="legs-of-another"),
        pytest.param(lambda ledger: ledger.take_back(ID, LEGS[:1]), id="legs-not-zero"),
        pytest.param(lambda ledger: ledger.take_back(ID._replace(stan="999999"), ()), id="unknown"),
        pytest.param(
            lambda ledger: ledger.book(
                replace(SALE, id=ID._replace(stan="77"), original=ID._replace(mid="?")), ()
            ),
            id="original-unknown",
        ),
    ],
)
def test_what_must_not_be_is_refused_and_nothing_changed(
    ledger: Ledger, change: Callable[[Ledger], None]
) -> None:
    booked(ledger)
    before = list(ledger.bookings()), list(ledger.legs())
    with pytest.raises(LedgerError):
        in_a_unit(ledger, change)
    assert (list(ledger.bookings()), list(ledger.legs())) == before
    assert ledger.fact("x") is None


def test_nothing_is_taken_back_twice(ledger: Ledger) -> None:
    booked(ledger)
    with ledger.unit():
        ledger.take_back(ID, ())
    with pytest.raises(LedgerError), ledger.unit():
        ledger.take_back(ID, ())


def test_a_unit_is_all_or_nothing(ledger: Ledger) -> None:
    account = TerminalAccount("12345676", "m", 2, "000003", (KeySet(4, b"sealed"),), 4, 3, b"digest")
    with ledger.unit():
        fill(ledger, account)
    before = everything(ledger)
    with pytest.raises(Stop):
        in_a_unit(ledger, lambda ledger: fill_and_stop(ledger, replace(account, epoch=9)))
    assert everything(ledger) == before
    with ledger.unit():
        assert ledger.next_number() == 2


def test_what_was_kept_is_read_back(ledger: Ledger) -> None:
    account = TerminalAccount(
        "12345676", "m", 2, "000003", (KeySet(4, b"a"), KeySet(3, b"b")), 3, 3, b"digest"
    )
    with ledger.unit():
        fill(ledger, account)
    assert ledger.terminal("12345676") == account
    assert list(ledger.terminals()) == [account]
    outcome = Outcome(ID, "sale", b"m", b"\xff", "00", "", ((12, "143005"), (62, b"\x00\xff"), (44, "x ")))
    assert ledger.outcome(ID) == outcome
    assert list(ledger.outcomes()) == [outcome]
    assert ledger.fence(ID) == Fence(ID, "reversal", DAY)
    assert list(ledger.fences()) == [Fence(ID, "reversal", DAY)]
    batch = Batch("m", "12345676", "000001", "closed", Sums(1, 2, 3, 4), Sums(5, 6, 7, 8), "12", 9, DAY)
    assert ledger.batch("12345676", "000001") == batch
    assert list(ledger.batches()) == [batch]
    assert ledger.pin_tries("ab", DAY) == PinTries("ab", DAY, 2)
    assert ledger.pin_tries("ab", date(2026, 3, 10)).wrong == 0
    assert ledger.held("ab") == 12
    assert ledger.why("12345676", "000042") == Why("fenced", "94", "words")
    assert ledger.alarms() == (Alarm(1, DAY, "143005", "name", "text", "12345676", "000042"),)


def test_changes_stand_in_units_that_do_not_nest(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="outside a unit"):
        ledger.keep_fact("a", "b")
    with pytest.raises(LedgerError, match="open already"), ledger.unit(), ledger.unit():
        pass
    with ledger.unit():
        ledger.keep_fact("a", "b")
    assert ledger.fact("a") == "b"


def test_reasons_and_alarms_are_bounded(ledger: Ledger) -> None:
    with ledger.unit():
        for number in range(WHYS_KEPT + 2):
            ledger.keep_why("t", f"{number:06d}", Why("r", "00", ""))
        ledger.keep_why("t", "000002", Why("again", "00", ""))
        for _ in range(ALARMS_KEPT + 2):
            ledger.raise_alarm(Alarm(0, DAY, "", "n", ""))
    assert ledger.why("t", "000000") is None
    assert ledger.why("t", "000002") == Why("again", "00", "")
    assert [alarm.number for alarm in ledger.alarms()] == list(range(3, ALARMS_KEPT + 3))


def in_a_unit(ledger: Ledger, change: Callable[[Ledger], None]) -> None:
    with ledger.unit():
        ledger.keep_fact("x", "y")
        change(ledger)


def fill_and_stop(ledger: Ledger, account: TerminalAccount) -> None:
    fill(ledger, account, amount=7, id=ID._replace(stan="000099"))
    raise Stop


def fill(ledger: Ledger, account: TerminalAccount, *, amount: int = 2, id: RequestId = ID) -> None:
    """A record of every kind."""
    ledger.next_number()
    ledger.keep_fact("fact", str(amount))
    ledger.keep_terminal(account)
    elements = ((12, "143005"), (62, b"\x00\xff"), (44, "x "))
    ledger.keep_outcome(Outcome(id, "sale", b"m", b"\xff", "00", "", elements))
    ledger.keep_fence(Fence(id, "reversal", DAY))
    ledger.book(replace(SALE, id=id), tuple(replace(leg, id=id) for leg in LEGS))
    sums = Sums(1, amount, 3, 4), Sums(5, 6, 7, 8)
    ledger.keep_batch(Batch("m", "12345676", "000001", "closed", *sums, "12", 9, DAY))
    ledger.keep_pin_tries(PinTries("ab", DAY, amount))
    ledger.keep_held("ab", amount + 10)
    ledger.raise_alarm(Alarm(0, DAY, "143005", "name", "text", "12345676", "000042"))
    ledger.keep_why("12345676", id.stan, Why("fenced", "94", "words"))


def everything(ledger: Ledger) -> tuple[object, ...]:
    rows = (ledger.terminals(), ledger.outcomes(), ledger.fences(), ledger.bookings(), ledger.legs())
    others = ledger.fact("fact"), ledger.balance("merchant:m"), ledger.held("ab"), ledger.alarms()
    whys = ledger.why("12345676", "000042"), ledger.why("12345676", "000099"), ledger.pin_tries("ab", DAY)
    return (*(tuple(row) for row in rows), tuple(ledger.batches()), *others, *whys)


def test_a_commit_that_makes_money_is_seen(ledger: Ledger) -> None:
    with ledger.unit():
        ledger.book(SALE, LEGS)
    with pytest.raises(AssertionError, match=r"made or lost: .*000042"), ledger.unit():
        ledger._move(ID, (Leg(ID, "fee", 1),))  # type: ignore[attr-defined]


def test_everything_is_everything(ledger: Ledger) -> None:
    booked(ledger)
    with ledger.unit():
        ledger.keep_fact("a fact", "that is kept")
        ledger.keep_terminal(TerminalAccount("87654321", "another-merchant"))
        ledger.keep_outcome(Outcome(ID, "sale", b"meaning", b"match", "51", "no-funds", ((39, "51"),)))
        ledger.keep_fence(Fence(ID, "reversal of it", DAY))
        ledger.keep_held("a held token", 77_001)
        ledger.keep_batch(Batch("a merchant", "12345676", "000777"))
        ledger.keep_pin_tries(PinTries("a card that tried", DAY, 2))
        ledger.raise_alarm(Alarm(0, DAY, "143005", "an alarm", "what it says"))
        ledger.keep_why("12345676", "000042", Why("a rule", "51", "why it was refused"))
    found = repr(list(ledger.everything()))
    wanted = (
        *("a fact", "that is kept", "another-merchant", "no-funds", "reversal of it", "a held token"),
        *("77001", "000777", "a card that tried", "what it says", "why it was refused"),
        *("606800000001", "622424******0069", "cardholder:ab"),
    )
    assert [each for each in wanted if each not in found] == []
