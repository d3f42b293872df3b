from __future__ import annotations

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.state import State
from pos_emulator.tui.ledger_panel import HostBooks, JournalPanel, LedgerPanel
from tests.tui.window import text_of


def test_before_it_was_asked_after_and_when_it_cannot_be_asked() -> None:
    panel = LedgerPanel(id="ledger")
    assert text_of(panel.lines(40)) == ["正在询问收单行…"]
    panel.set_reactive(LedgerPanel.books, HostBooks({"business_day": "2026-11-21"}, {}))
    assert text_of(panel.lines(40))[0] == "营业日 2026-11-21"
    panel.set_reactive(LedgerPanel.books, HostBooks(problem="none is running"))
    assert text_of(panel.lines(40)) == ["看不到收单行账本：none is running"]


def test_the_journal_is_read_at_every_look() -> None:
    state = State(MemoryFlash())
    panel = JournalPanel(id="journal")
    panel.state = state
    before = text_of(panel.lines(40))
    state.batch_number = 7
    assert before[0].startswith("批次 000001")
    assert text_of(panel.lines(40))[0].startswith("批次 000007")
