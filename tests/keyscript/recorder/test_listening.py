from __future__ import annotations

from datetime import datetime

from iso8583_specs.message import Message
from pos_emulator.firmware.peripherals import (
    Beep,
    Key,
    KeyPressed,
    PasswordChecked,
    Screen,
    Timer,
    TimerExpired,
)
from pos_emulator.keyscript.recorder.listening import Listener
from pos_emulator.keyscript.recorder.session import Crossed, Done, KeyTaken, SecretJudged, Shown, TimerRan
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import Beeped, EventTaken, ScreenShown, WireSeen

AT = datetime(2026, 11, 21)


def test_keeps_what_did_something() -> None:
    listener = Listener()
    for notice in (
        EventTaken(KeyPressed(Key.ENTER), True),
        EventTaken(KeyPressed(Key.CLEAR), False),
        EventTaken(PasswordChecked(False), True),
        EventTaken(TimerExpired(Timer.HOST), True),
        EventTaken(TimerExpired(Timer.TICK), False),
        EventTaken(TimerExpired(Timer.LOCK), False),
        ScreenShown(Screen("slip.tear")),
        Beeped(Beep.ERROR),
    ):
        listener.hear(notice)
    assert listener.entries == [
        KeyTaken(Key.ENTER), SecretJudged(False), TimerRan(Timer.HOST), TimerRan(Timer.LOCK),
        Shown(Screen("slip.tear")),
    ]  # fmt: skip


def test_of_a_message_only_what_names_a_transaction_is_kept() -> None:
    elements: dict[int, str | bytes] = {
        2: "6224242300000069",
        3: "000000",
        4: "000000005800",
        11: "000003",
        60: "22000001000",
        64: b"8" * 8,
    }
    listener = Listener()
    listener.hear(WireSeen(AT, Direction.TO_HOST, "frame", Message("0200", elements)))
    listener.hear(WireSeen(AT, Direction.TO_TERMINAL, "ACK"))
    assert listener.entries == [Crossed(True, "0200", "sale", "000003", "000001", 5800)]
    assert "6224" not in repr(listener.entries)


def test_an_act_that_was_refused_is_taken_back() -> None:
    listener = Listener()
    listener.done("Paper", "out")
    listener.undo(listener.done("Card", "swipe", "demo-debit"))
    assert listener.entries == [Done(("Paper", "out"))]
