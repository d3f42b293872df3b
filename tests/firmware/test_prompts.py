from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pos_emulator.firmware.flow import Cancelled, Display, Done, Patience, TimedOut
from pos_emulator.firmware.peripherals import (
    Beep,
    CardData,
    CardFailed,
    CardRead,
    CardRemoved,
    CheckPassword,
    Entry,
    HashPassword,
    Key,
    KeyPressed,
    PasswordChecked,
    PasswordHashed,
    Print,
    Printer,
    PrinterReported,
    Slip,
    Sound,
)
from pos_emulator.firmware.prompts import (
    Choose,
    Compare,
    Confirm,
    MakeRecord,
    PrintSlip,
    ReadCard,
    RemoveCard,
    Tell,
    Warn,
)
from pos_emulator.security.masking import Pan, Secret
from pos_emulator.security.passwords import ScryptCost, hash_password

ENTER, CANCEL = KeyPressed(Key.ENTER), KeyPressed(Key.CANCEL)
UP, DOWN = KeyPressed(Key.UP), KeyPressed(Key.DOWN)
EARLY = KeyPressed(Key.ENTER, ahead=True)
CARD = CardData(Entry.SWIPE, Pan("6224242300000069"), "3012")


def names(effects: object) -> list[tuple[str, int]]:
    assert isinstance(effects, Iterable)
    return [(each.name, each.page) for each in effects if isinstance(each, Display)]


def test_tell_stays_until_enter() -> None:
    tell = Tell("sale.declined", Beep.DECLINE, code="51")
    assert list(tell.start()) == [Display("sale.declined", {"code": "51"}), Sound(Beep.DECLINE)]
    assert tell.handle(CANCEL) == ()
    assert tell.handle(ENTER) == Done(None)
    assert tell.patience is Patience.ENDLESS


def test_tell_pages_through_a_long_text() -> None:
    tell = Tell("sale.declined", code="58")
    assert names(tell.handle(DOWN)) == [("sale.declined", 1)]
    assert names(tell.handle(DOWN)) == [("sale.declined", 2)]
    assert names(tell.handle(UP)) == [("sale.declined", 1)]
    tell.handle(UP)
    assert names(tell.handle(UP)) == [("sale.declined", 0)]


def test_warn_beeps_and_goes_on_by_itself() -> None:
    warn = Warn("sale.zero")
    assert list(warn.start()) == [Display("sale.zero", {}), Sound(Beep.ERROR)]
    assert warn.handle(KeyPressed(Key.DIGIT_1)) == (Sound(Beep.ERROR),)
    assert warn.handle(ENTER) == Done(None)
    assert warn.handle(CANCEL) == Done(None)
    assert warn.expired() == Done(None)
    assert warn.patience is Patience.ERROR


def test_confirm_needs_a_key_pressed_after_the_screen_was_there() -> None:
    confirm = Confirm("void.check", amount=5800)
    assert confirm.handle(EARLY) == ()
    assert confirm.handle(KeyPressed(Key.CANCEL, ahead=True)) == ()
    assert confirm.handle(ENTER) == Done(None)
    assert isinstance(confirm.handle(CANCEL), Cancelled)
    assert isinstance(confirm.expired(), TimedOut)


def test_choose_takes_listed_keys_only() -> None:
    choose = Choose("refund.present", {Key.DIGIT_1: True, Key.DIGIT_2: False})
    assert choose.handle(KeyPressed(Key.DIGIT_3)) == ()
    assert choose.handle(KeyPressed(Key.DIGIT_2, ahead=True)) == ()
    assert choose.handle(KeyPressed(Key.DIGIT_2)) == Done(False)
    assert isinstance(choose.handle(CANCEL), Cancelled)


def test_choose_turns_pages() -> None:
    choose: Choose[str] = Choose(("refund.reason-1", "refund.reason-2"), {Key.DIGIT_5: "5"})
    assert names(choose.start()) == [("refund.reason-1", 0)]
    assert choose.handle(UP) == ()
    assert names(choose.handle(DOWN)) == [("refund.reason-2", 0)]
    assert choose.handle(DOWN) == ()
    assert names(choose.handle(UP)) == [("refund.reason-1", 0)]


def test_a_listed_arrow_is_a_choice_and_turns_no_page() -> None:
    choose = Choose("query.refund-list", {Key.DOWN: 1})
    assert choose.handle(DOWN) == Done(1)


def test_read_card_answers_the_card() -> None:
    read = ReadCard("sale.card")
    assert read.handle(CardRead(CARD)) == Done(CARD)
    assert isinstance(read.handle(CANCEL), Cancelled)
    assert isinstance(read.expired(), TimedOut)
    assert read.patience is Patience.CARD


def test_a_card_that_cannot_be_read_is_asked_for_again() -> None:
    read = ReadCard("void.card", title="void")
    assert read.handle(CardFailed()) == (Display("sale.bad-card", {"title": "void"}), Sound(Beep.ERROR))
    assert names(read.handle(ENTER)) == [("void.card", 0)]


def test_a_card_step_may_have_a_way_out() -> None:
    read = ReadCard("void.card", may_leave=True)
    assert read.handle(CANCEL) == Done(None)
    assert read.expired() == Done(None)


def test_remove_card_waits_for_the_card_alone() -> None:
    remove = RemoveCard(title="sale")
    assert remove.handle(ENTER) == ()
    assert remove.handle(CANCEL) == ()
    assert remove.handle(CardRemoved()) == Done(None)
    assert remove.patience is Patience.ENDLESS


def test_the_printer_answers_for_a_slip() -> None:
    slip = Slip("merchant", ("line",))
    ask = PrintSlip(slip)
    assert list(ask.start()) == [Print(slip)]
    assert ask.handle(ENTER) == ()
    assert ask.handle(PrinterReported(Printer.JAM)) == Done(Printer.JAM)


def test_passwords_are_compared_and_made_outside() -> None:
    typed = Secret("123456")
    record = hash_password(typed, salt=b"salt", cost=ScryptCost.MINIMAL)
    compare = Compare(typed, record)
    assert list(compare.start()) == [CheckPassword(typed, record)]
    assert compare.handle(ENTER) == ()
    assert compare.handle(PasswordChecked(False)) == Done(False)
    make = MakeRecord(typed, salt=b"salt", cost=ScryptCost.MINIMAL)
    assert list(make.start()) == [HashPassword(typed, b"salt", ScryptCost.MINIMAL)]
    assert make.handle(ENTER) == ()
    done: Any = make.handle(PasswordHashed(record))
    assert done.answer is record


def test_tell_is_not_answered_by_what_was_typed_before_it_was_there() -> None:
    tell = Tell("reversal.done")
    assert tell.handle(KeyPressed(Key.ENTER, ahead=True)) == ()
    assert isinstance(tell.handle(ENTER), Done)
