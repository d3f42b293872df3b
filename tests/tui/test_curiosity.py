from __future__ import annotations

from datetime import datetime

from iso8583_specs.message import Message
from pos_emulator.firmware.peripherals import Screen
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import ScreenShown, WireSeen
from pos_emulator.tui.curiosity import Curiosity, Question

AT = datetime(2026, 11, 21, 14, 32, 5)
ASKED = WireSeen(AT, Direction.TO_HOST, "frame", Message("0200", {11: "000007", 41: "12345676"}))


def reply(code: str) -> WireSeen:
    return WireSeen(AT, Direction.TO_TERMINAL, "frame", Message("0210", {11: "000007", 39: code}))


def test_a_refusal_is_asked_about() -> None:
    curiosity = Curiosity()
    assert curiosity.heard(ASKED) is None
    assert curiosity.heard(reply("51")) == Question("12345676", "000007")


def test_an_approval_is_not() -> None:
    curiosity = Curiosity()
    curiosity.heard(ASKED)
    assert curiosity.heard(reply("00")) is None
    assert curiosity.heard(ScreenShown(Screen("host.timeout"))) is None


def test_silence_is_asked_about_once() -> None:
    curiosity = Curiosity()
    curiosity.heard(ASKED)
    assert curiosity.heard(ScreenShown(Screen("host.receiving"))) is None
    assert curiosity.heard(ScreenShown(Screen("host.timeout"))) == Question("12345676", "000007")
    assert curiosity.heard(ScreenShown(Screen("reversal.owed"))) is None


def test_without_a_request_there_is_nothing_to_ask() -> None:
    assert Curiosity().heard(reply("51")) is None
