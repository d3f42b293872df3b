"""How one scenario ended, as plain values: they travel between processes and hold no secret."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from pos_emulator.keyscript.asked import NOTHING, Asked
from pos_emulator.keyscript.card_numbers import without_card_numbers
from pos_emulator.keyscript.coverage.reached import Reached
from pos_emulator.keyscript.observe.snapshot import Snapshot


class Outcome(Enum):
    """How a scenario ended; the value stands in reports."""

    PASSED = "passed"
    FAILED = "failed"
    KNOWN = "known-failure"
    """It failed, and is marked so: counts as well."""
    UNEXPECTED = "unexpected-pass"
    """It is marked as a known failure and passed: the mark must go."""
    CRASHED = "internal-error"
    """Something in the product broke; no script should be able to do that."""

    @property
    def is_well(self) -> bool:
        """Whether the run may still pass."""
        return self in (Outcome.PASSED, Outcome.KNOWN)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a scenario failed; whatever it is made of, card numbers in it are masked.

    Attributes:
        file, line: Where.
        problem: In one line.
        shown: The problem at its place, the line and carets below it.
        evidence: What helps to see why, masked, line by line.
        in_full: The same with every message, where some are left out there; else empty.
    """

    file: str
    line: int
    problem: str
    shown: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    in_full: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, value in (
            ("problem", without_card_numbers(self.problem)),
            ("shown", tuple(map(without_card_numbers, self.shown))),
            ("evidence", tuple(map(without_card_numbers, self.evidence))),
            ("in_full", tuple(map(without_card_numbers, self.in_full))),
        ):
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Result:
    """One scenario, played once; card numbers in its name and in what it left are masked.

    Attributes:
        row: Of its Examples, from 1; 0 without any.
        repeat: Which playing of it this was, from 1.
        seed: The run's, from which everything follows.
        backend: Where it was played.
        asked: With which settings in place of the script's own.
        seconds: Virtual time.
        keys: How many keys were pressed.
        digests: SHA-256 of `wire`, `screens`, `receipts` and `ledger` as they were at the end; none where
            nobody asked for them.
        snapshots: What `Expect Snapshot` took, in order.
        log: The rules of the script that fired.
        reached: What of the product it reached; None unless coverage was asked for.
        filed: Names and texts of files for a bundle; none unless it failed and they were asked for.
    """

    file: str
    name: str
    line: int
    row: int
    repeat: int
    seed: int
    outcome: Outcome
    failure: Failure | None
    seconds: float
    keys: int
    digests: Mapping[str, str]
    snapshots: tuple[Snapshot, ...] = ()
    log: tuple[str, ...] = ()
    known_failure: str = ""
    golden: str = ""
    """What an update does with its golden; empty where there is no update, or nothing to do."""
    reached: Reached | None = None
    filed: tuple[tuple[str, str], ...] = ()
    backend: str = "core"
    asked: Asked = NOTHING

    def __post_init__(self) -> None:
        for name, value in (
            ("name", without_card_numbers(self.name)),
            ("known_failure", without_card_numbers(self.known_failure)),
            ("log", tuple(map(without_card_numbers, self.log))),
            ("filed", tuple((file, without_card_numbers(text)) for file, text in self.filed)),
        ):
            object.__setattr__(self, name, value)

    @property
    def title(self) -> str:
        """The scenario's name, with its row and repeat where it has any."""
        row = f" [row {self.row}]" if self.row else ""
        again = f" [repeat {self.repeat}]" if self.repeat > 1 else ""
        return f"{self.name}{row}{again}"

    @property
    def again(self) -> str:
        """The command that plays it again, for a shell; its last repeat is this one."""
        words = ["pos-emulator", "run", f"{self.file}:{self.line}", "--seed", str(self.seed)]
        words += ["--profile", self.asked.profile] if self.asked.profile else []
        words += ["--lang", self.asked.lang] if self.asked.lang else []
        words += [] if self.backend == "core" else ["--backend", self.backend]
        return shlex.join([*words, *(("--repeat", str(self.repeat)) if self.repeat > 1 else ())])
