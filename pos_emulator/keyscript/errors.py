"""What can be wrong with a script.

ScriptError            at one place; `.errors` are all there are
├── BadText            characters: UTF-8, an unfinished quote, a full-width blank
├── UnknownCommand     no such command, or no such form of it
├── UnknownName        a screen, card, rule, saved name … that does not exist
├── BadArgument        an argument that is there and wrong
├── MissingValue       an argument that is not there
├── BadStructure       commands in an order or number that makes no script
├── NotYet             a command of a capability that this version does not have
├── CannotHere         a command that the chosen backend cannot do
└── SeveralErrors      all that is wrong with a file and what it sources
"""

# ruff: noqa: N818 - each is a ScriptError, and its name says what is wrong

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pos_emulator.keyscript.card_numbers import without_card_numbers
from pos_emulator.keyscript.places import Place
from pos_emulator.texts.layout import cells

_SHOWN_COLUMNS = 110
_SHOWN_BEFORE = 70
_SHOWN_ERRORS = 50
_LISTED = 20
_WIDE_BLANKS = "\u00a0\u3000"
_LONGEST_GUESSED = 40


class ScriptError(Exception):
    """Something is wrong at one place of a script.

    Attributes:
        file, line, column: Where; line and column count from 1, the column in characters.
        text: The line, with the ``<column>`` of Examples replaced.
        problem: What is wrong, in a sentence without a full stop.
    """

    def __init__(self, place: Place, problem: str, *, hint: str | Guess = "") -> None:
        super().__init__(place, problem, hint)
        self.place = place
        self.problem = problem
        self._hint = hint

    @property
    def hint(self) -> str:
        """What to do, shown behind the carets; may be empty."""
        return str(self._hint)

    @property
    def file(self) -> str:
        """The file as it was named to the parser."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column, from 1, in characters."""
        return self.place.column

    @property
    def text(self) -> str:
        """The line."""
        return self.place.text

    @property
    def errors(self) -> tuple[ScriptError, ...]:
        """Every error of the file; this one alone."""
        return (self,)

    def __str__(self) -> str:
        return pointed(self.place, self.problem, self.hint)


class BadText(ScriptError):
    """The characters themselves are wrong."""


class UnknownCommand(ScriptError):
    """There is no such command, or no such form of it."""


class UnknownName(ScriptError):
    """A name that the product, or the script so far, does not know."""


class BadArgument(ScriptError):
    """An argument that is there and wrong."""


class MissingValue(ScriptError):
    """An argument that is not there."""


class BadStructure(ScriptError):
    """Commands in an order or number that makes no script."""


class NotYet(ScriptError):
    """A command or option of a capability that this version does not have."""


class CannotHere(ScriptError):
    """A command that the chosen backend cannot do."""


class SeveralErrors(ScriptError):
    """All errors of a file and of what it sources; its own place is the first one's.

    `errors` has all of them, the text the first fifty.
    """

    def __init__(self, errors: Sequence[ScriptError]) -> None:
        super().__init__(errors[0].place, errors[0].problem)
        self._errors = tuple(errors)

    @property
    def errors(self) -> tuple[ScriptError, ...]:
        """Every error of the file, in the order of lines."""
        return self._errors

    def __str__(self) -> str:
        shown = [str(error) for error in self._errors[:_SHOWN_ERRORS]]
        left = len(self._errors) - len(shown)
        return "\n".join([*shown, f"and {left} more errors"] if left else shown)


def raise_all(errors: Iterable[ScriptError]) -> None:
    """Raise what there is: nothing, the one error, or all in one.

    Raises:
        ScriptError: there is an error.
    """
    found = in_order(errors)
    if len(found) == 1:
        raise found[0]
    if found:
        raise SeveralErrors(found)


def in_order(errors: Iterable[ScriptError]) -> tuple[ScriptError, ...]:
    """The errors by line and column, file by file as they came, each said once."""
    single: dict[tuple[Place, str], ScriptError] = {}
    files: dict[str, int] = {}
    for error in errors:
        for each in error.errors:
            single.setdefault((each.place, each.problem), each)
            files.setdefault(each.file, len(files))
    return tuple(sorted(single.values(), key=lambda each: (files[each.file], each.line, each.column)))


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody may have meant; looked for only where it is shown."""

    word: str
    known: tuple[str, ...]
    otherwise: str = ""
    listed: bool = True
    """Whether to say what there is where nothing is near and it is little."""

    def __str__(self) -> str:
        close = closest(self.word, self.known)
        if close:
            return f"did you mean {close}?"
        listed = self.listed and not self.otherwise and 0 < len(self.known) <= _LISTED
        return f"expected {one_of(self.known)}" if listed else self.otherwise


def one_of(names: Sequence[str]) -> str:
    """`one of a, b`, or the only one."""
    return names[0] if len(names) == 1 else f"one of {', '.join(names)}"


def close_to(word: str, known: Iterable[str]) -> Guess:
    """`did you mean Expect?` or nothing."""
    return Guess(word, tuple(sorted(known)), listed=False)


def hint_for(word: str, known: Iterable[str], *, otherwise: str = "") -> Guess:
    """`did you mean Expect?`, else ``otherwise``, else what there is where that is little."""
    return Guess(word, tuple(sorted(known)), otherwise)


def closest(word: str, known: Sequence[str]) -> str:
    """The known name that ``word`` was probably meant to be; empty where none is near."""
    from difflib import get_close_matches  # only for an error

    if len(word) > _LONGEST_GUESSED:
        return ""
    folded = {name.casefold(): name for name in reversed(known)}
    inside = [name for name in folded if len(word) > 2 and word.casefold() in name]
    near = inside if len(inside) == 1 else get_close_matches(word.casefold(), list(folded), n=1)
    return folded[near[0]] if near else ""


def quoted(word: str) -> str:
    """A word as an error shows it: in quotes, and not at any length."""
    return repr(word if len(word) <= _LONGEST_GUESSED else word[: _LONGEST_GUESSED - 1] + "…")


def pointed(place: Place, problem: str, hint: str = "") -> str:
    """Place and problem, then the line, then carets below the place and what to do."""
    row = f" (row {place.row} of Examples)" if place.row else ""
    line, caret = _pointed_at(place)
    behind = f"  {hint}" if hint else ""
    head = f"{place.file}:{place.line}:{place.column}: {problem}{row}"
    return without_card_numbers(f"{_printable(head)}\n  | {line}\n  | {caret}{_printable(behind)}")


def _pointed_at(place: Place) -> tuple[str, str]:
    """The line without its indentation, a long one cut around the place, and the run of carets."""
    text = _printable(place.text)
    start = min(len(text) - len(text.lstrip(" ")), place.column - 1)
    end = len(text.rstrip(" "))
    if end - start > _SHOWN_COLUMNS:
        start = max(start, place.column - 1 - _SHOWN_BEFORE)
        end = min(end, start + _SHOWN_COLUMNS)
    before = "…" if start and text[:start].strip() else ""
    after = "…" if end < len(text.rstrip(" ")) else ""
    run = text[place.column - 1 : min(place.column - 1 + place.width, end)]
    line = before + text[start:end] + after
    carets = "^" * max(1, cells(run))
    return line, " " * cells(before + text[start : place.column - 1]) + carets


def _printable(text: str) -> str:
    """Nothing that a terminal would obey; every character stays one, so that carets fit."""
    return "".join(
        char if char.isprintable() or char in _WIDE_BLANKS else " " if char == "\t" else "\ufffd"
        for char in text
    )
