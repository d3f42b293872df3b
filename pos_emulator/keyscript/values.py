"""Values of a script that are known only when it runs, and the texts that hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PARTS = ("voucher", "batch", "rrn", "date", "amount", "approval", "stan")
"""What a saved transaction has."""


@dataclass(frozen=True, slots=True)
class Saved:
    """`$name` or `$name.part`: a value kept by an earlier command."""

    name: str
    part: str = ""
    """One of `PARTS`; empty for a value that `F38:as=$name` kept."""

    def __str__(self) -> str:
        return f"${{{self.name}.{self.part}}}" if self.part else f"${{{self.name}}}"


@dataclass(frozen=True, slots=True)
class Text:
    """A text, with the values in it still to be filled in."""

    parts: tuple[str | Saved, ...]

    @classmethod
    def of(cls, text: str) -> Text:
        """A text without values."""
        return cls((text,) if text else ())

    @property
    def saved(self) -> tuple[Saved, ...]:
        """The values in it."""
        return tuple(part for part in self.parts if isinstance(part, Saved))

    def filled(self, look_up: Callable[[Saved], str]) -> str:
        """The text with every value in its place."""
        return "".join(part if isinstance(part, str) else look_up(part) for part in self.parts)

    def __str__(self) -> str:
        return "".join(map(str, self.parts))


Amount = int | Saved
"""Fen, or the amount of a saved transaction."""
