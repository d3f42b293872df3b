from __future__ import annotations

from datetime import datetime

from iso8583_specs.message import Message
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import WireSeen
from pos_emulator.tui.why_panel import Reason
from pos_emulator.tui.wire_log import WireLog
from tests.tui.window import text_of

AT = datetime(2026, 11, 21, 14, 32, 5)


def frame(stan: str) -> WireSeen:
    return WireSeen(AT, Direction.TO_HOST, "frame", Message("0800", {11: stan, 60: "00000001003"}))


ACK = WireSeen(AT, Direction.TO_TERMINAL, "ACK")


def test_the_newest_message_is_taken_apart_and_an_ack_leaves_it_so() -> None:
    log = WireLog(id="wire")
    for entry in (frame("000001"), ACK, frame("000002"), ACK, Reason("line", "pulled")):
        log.add(entry)
    rows = text_of(log.lines(60))
    assert [row for row in rows if row.startswith("▾")] == ["▾ 14:32:05 → 0800 sign-on 000002"]
    assert sum("DE11" in row for row in rows) == 1
    assert rows[-1].strip() == "✱ line: 线路：pulled"


def test_a_message_a_person_looks_at_stays_in_focus() -> None:
    log = WireLog(id="wire")
    log.add(frame("000001"))
    log.add(frame("000002"))
    log.set_reactive(WireLog.selected, 0)
    log.add(frame("000003"))
    assert log.entry_in_focus() == frame("000001")


def test_a_long_log_forgets_its_beginning_and_keeps_its_focus() -> None:
    log = WireLog(id="wire")
    log.add(frame("000001"))
    for number in range(500):
        log.add(frame(f"{number:06d}"))
    assert log.entry_count() == 400
    assert log.entry_in_focus() == frame("000499")


def test_nothing_yet() -> None:
    log = WireLog(id="wire")
    assert log.entry_in_focus() is None
    assert text_of(log.lines(60)) == ["线路上还没有数据。"]


def test_another_line_begins_with_nothing() -> None:
    log = WireLog(id="wire")
    log.add(frame("000001"))
    log.clear()
    assert (log.entry_count(), log.selected, log.entry_in_focus()) == (0, -1, None)
