"""What forbids a terminal to run here, said to people.

SurroundingsError     what, where, what to do; the command line ends with 5
├── StateError        the state folder cannot be used
│   └── StateLocked   another process holds it
├── FlashError        the terminal's memory cannot be read or written
└── AcquirerError     the acquirer process does not start, or does not answer
    └── ControlError  it answered a request of the operator side with an error

What cannot happen at the counter is a `CounterError`, what is wrong with the line a `LinkError`.
"""

# Some errors say what is wrong (`StateLocked`); an ending that says "error" again would add nothing.
# ruff: noqa: N818

from __future__ import annotations

from pathlib import Path


class SurroundingsError(Exception):
    """The surroundings forbid it.

    Attributes:
        where: The file, folder or program in question.
        what: What is wrong with it.
        advice: What to do.
    """

    def __init__(self, where: str | Path, *, what: str, advice: str) -> None:
        super().__init__(f"{where}: {what}; {advice}")
        self.where = str(where)
        self.what = what
        self.advice = advice


class StateError(SurroundingsError):
    """The state folder cannot be used."""


class StateLocked(StateError):
    """Another process works in the state folder; ``pid`` is its number, 0 where it is not known."""

    def __init__(self, where: str | Path, *, pid: int) -> None:
        holder = f"pos-emulator (process {pid})" if pid else "another process"
        super().__init__(
            where,
            what=f"the state folder is in use by {holder}",
            advice="end that one first, or choose another folder with --state DIR",
        )
        self.pid = pid


class FlashError(SurroundingsError):
    """The terminal's memory cannot be read or written; nothing was changed."""


class AcquirerError(SurroundingsError):
    """The acquirer process does not start, or does not answer."""


class ControlError(AcquirerError):
    """The acquirer refused a request of the operator side; the words are its own."""

    def __init__(self, where: str | Path, *, words: str) -> None:
        super().__init__(where, what=words, advice="correct the request")
        self.args = (words,)
