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
        needs, has = (dict(zip(("columns", "rows"), size, strict=True)) for size in (LEAST, self.has))
        self.update(
            "\n".join(
                (
                    word("small", self.lang),
                    word("small.needs", self.lang, **needs),
                    word("small.has", self.lang, **has),
                )
            )
        )
