from __future__ import annotations

from pos_emulator.tui.lines import LinesView
from pos_emulator.tui.script_panel import ScriptPanel, ScriptView
from tests.tui.window import text_of

SOURCE = ("Scenario", "  # why", "  Keys $sale.voucher Enter", "  Enter")


def rows(view: ScriptView, width: int = 24) -> list[str]:
    panel = ScriptPanel(id="guide")
    panel.set_reactive(ScriptPanel.view, view)
    panel.set_reactive(LinesView.lang, "en")
    return text_of(panel.lines(width))


def test_the_present_line_is_marked_and_shown_whole() -> None:
    assert rows(ScriptView("t", SOURCE, 3, "  Keys 000003 Enter and more")) == [
        "   1 Scenario",
        "   2   # why",
        "  3 ▶  Keys 000003 Enter",
        "         and more",
        "   4   Enter",
    ]


def test_a_failure_stands_above_the_script() -> None:
    view = ScriptView("t", SOURCE, 4, "", "FAILED", False, ("x.keys:4:3: the terminal shows off",))
    assert rows(view, 40)[:5] == ["FAILED", "", "x.keys:4:3: the terminal shows off", "", "   1 Scenario"]
    assert rows(view)[2:5] == ["x.keys:4:3: the terminal", "    shows off", ""]
