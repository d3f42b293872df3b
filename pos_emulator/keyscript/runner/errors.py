"""What ends a scenario, or a run before its first key.

ScenarioFailed     an expectation does not hold, or something cannot be done
NothingSelected    no file, no scenario, or no such line
PlayerDied         a process that played was ended from outside
BackendLostError   the line or the acquirer of a scenario is not there, or went away
GoldensUnwritableError   a golden of an update cannot be written or removed; none was
"""

# ruff: noqa: N818 - outcomes and mistakes of the caller; "error" would add nothing

from __future__ import annotations

from functools import partial
from pathlib import Path

from pos_emulator.runtime.errors import SurroundingsError


class ScenarioFailed(Exception):
    """Something in a scenario is not as its script says.

    Attributes:
        problem: In one line.
        evidence: What helps to see why, masked, line by line.
    """

    def __init__(self, problem: str, evidence: tuple[str, ...] = ()) -> None:
        super().__init__(problem)
        self.problem = problem
        self.evidence = evidence


class NothingSelected(Exception):
    """What was asked for selects nothing; the text says what to do."""


class PlayerDied(Exception):
    """A process that played scenarios was ended from outside: what it played is lost."""

    def __init__(self) -> None:
        super().__init__("a process that played was ended from outside; make room, or play in fewer with -j")


class BackendLostError(SurroundingsError):
    """The line or the acquirer of a scenario is not there, or went away; no script is to blame."""

    def __reduce__(self) -> tuple[object, ...]:
        """It travels between processes with its parts."""
        return partial(BackendLostError, what=self.what, advice=self.advice), (self.where,)


class GoldensUnwritableError(SurroundingsError):
    """A golden of an update cannot be written or removed: none was."""

    def __init__(self, where: str | Path, what: str) -> None:
        super().__init__(where, what=what, advice="no golden was written; mend that, and update again")
