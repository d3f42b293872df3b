"""What a window says that is too small for anything else."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import Static

from pos_emulator.tui.layout import LEAST
from pos_emulator.tui.words import word


class TooSmall(Static):
    """Says how big the window must be and is."""

    lang: reactive[str] = reactive("zh", init=False)
    """The language it speaks."""
    has: reactive[tuple[int, int]] = reactive((0, 0), init=False)
    """Columns and rows of the window."""

    def watch_has(self) -> None:
        self._say()

    def watch_lang(self) -> None:
        self._say()

    def _say(self) -> None:
        self.update(too_small(*self.has, lang=self.lang))


def too_small(columns: int, rows: int, *, lang: str) -> str:
    """What to say of a window of so many columns and rows."""
    least_columns, least_rows = LEAST
    return "\n".join(
        (
            word("small", lang),
            word("small.needs", lang, columns=least_columns, rows=least_rows),
            word("small.has", lang, columns=columns, rows=rows),
        )
    )
