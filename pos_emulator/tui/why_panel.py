"""Why something was refused: the guard of the terminal, the line, or the rule of the host, by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.reactive import reactive

from pos_emulator.tui.ledger_lines import Record
from pos_emulator.tui.lines import Bit, Line, LinesView, line, wrapped
from pos_emulator.tui.reasons import in_words
from pos_emulator.tui.words import word

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that refused or dropped something, in a sentence; `host` says on which side of the line."""

    rule: str
    why: str
    host: bool = False
    of: str = ""
    """The trace number it is about, and the code that was answered."""


class WhyPanel(LinesView):
    """Shows reasons, the newest first, and below them the host's rules in their order."""

    reasons: reactive[tuple[Reason, ...]] = reactive((), init=False)
    """Oldest first."""
    rules: reactive[tuple[Record, ...]] = reactive((), init=False)
    """The host's rules as its operator side tells them."""

    def watch_reasons(self) -> None:
        self.rebuild()

    def watch_rules(self) -> None:
        self.rebuild()

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        rows: list[Line] = []
        for reason in reversed(self.reasons[-_SHOWN:]):
            side = word("why.host" if reason.host else "why.terminal", self.lang)
            rows.append(Line((Bit(f"✱ {reason.rule}", "warn"), Bit(f"  {side} {reason.of}".rstrip(), "dim"))))
            rows += _indented(in_words(reason.rule, reason.why, self.lang), width)
        if not rows:
            rows.append(line(word("why.none", self.lang), "dim"))
        if self.rules:
            rows += [line(), line(word("why.rules", self.lang), "head")]
        for rule in self.rules:
            rows += self._rule(rule, width)
        return rows

    def _rule(self, rule: Record, width: int) -> list[Line]:
        on = bool(rule.get("on", True))
        code = f" [{rule['code']}]" if rule.get("code") else ""
        switch = "" if rule.get("fixed", True) else f"  {word('why.switch', self.lang)}"
        name = Bit(f"{'✓' if on else '·'} {rule.get('name', '')}{code}", "plain" if on else "dim")
        says = in_words(str(rule.get("name", "")), str(rule.get("says", "")), self.lang)
        return [Line((name, Bit(switch, "warn"))), *_indented(says, width, "dim")]


def _indented(text: str, width: int, ink: str = "plain") -> list[Line]:
    return [Line((Bit("  "), *row.bits)) for row in wrapped(text, width - 2, ink)] if text else []
