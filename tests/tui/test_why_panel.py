from __future__ import annotations

from pos_emulator.tui.lines import LinesView
from pos_emulator.tui.why_panel import Reason, WhyPanel
from tests.tui.window import text_of

RULES = (
    {
        "name": "card-no-funds",
        "says": "The card does not hold that much.",
        "code": "51",
        "on": True,
        "fixed": True,
    },
    {
        "name": "amount-cents-as-code",
        "says": "The cents are the answer.",
        "code": "",
        "on": False,
        "fixed": False,
    },
)


def panel(*reasons: Reason, rules: tuple[dict[str, object], ...] = ()) -> WhyPanel:
    panel = WhyPanel(id="why")
    panel.set_reactive(LinesView.lang, "en")
    panel.set_reactive(WhyPanel.reasons, reasons)
    panel.set_reactive(WhyPanel.rules, rules)
    return panel


def test_the_newest_reason_comes_first_with_its_side() -> None:
    rows = text_of(
        panel(
            Reason("key-dropped", "Keys do not count while the host is asked."),
            Reason("card-no-funds", "The card does not hold that much.", host=True, of="000004 51"),
        ).lines(60)
    )
    assert rows == [
        "✱ card-no-funds  host 000004 51",
        "  The card does not hold that much.",
        "✱ key-dropped  terminal",
        "  Keys do not count while the host is asked.",
    ]


def test_rules_say_their_code_and_whether_they_can_be_switched() -> None:
    rows = text_of(panel(rules=RULES).lines(60))
    assert "✓ card-no-funds [51]" in rows
    assert "· amount-cents-as-code  can be switched" in rows


def test_nothing_refused_is_said_too() -> None:
    assert text_of(panel().lines(60)) == ["Nothing has been refused yet."]
