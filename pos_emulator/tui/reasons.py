"""Why something was refused or stayed silent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """The rule that refused or dropped something, in a sentence; `host` says on which side of the line."""

    rule: str
    why: str
    host: bool = False
    of: str = ""
    """The trace number it is about, and the code that was answered."""
