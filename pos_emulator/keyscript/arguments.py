"""The arguments of one command, taken one after the other; whatever is wrong has its place."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pos_emulator.keyscript.errors import (
    BadArgument,
    MissingValue,
    ScriptError,
    UnknownName,
    close_to,
    quoted,
)
from pos_emulator.keyscript.lexer import Token, TokenKind, pattern_in, text_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.regex_cost import trouble_with
from pos_emulator.keyscript.values import Amount, Saved, Text

T = TypeVar("T")

AN_AMOUNT = "an amount such as 58.00"
_AMOUNT = re.compile(r"([0-9]{1,8})\.([0-9]{2})")
_TIME = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)([sm])")
_SECONDS = {"s": 1, "m": 60}
_SAVED_NAME = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_MTI = re.compile(r"0[0-9]{3}")
_LONGEST_REGEX = 500


class Arguments:
    """What stands behind a command.

    Args:
        line: The line.
        tokens: All its tokens.
        behind: How many tokens the command's words take.
    """

    __slots__ = ("_next", "_words", "line", "tokens")

    def __init__(self, line: Place, tokens: Sequence[Token], *, behind: int) -> None:
        self.line = line
        self.tokens = tokens
        self._words = self._next = behind

    @property
    def command(self) -> str:
        """The command's words, as errors call it."""
        return " ".join(token.raw for token in self.tokens[: self._words])

    @property
    def place(self) -> Place:
        """Where the command stands, its words alone."""
        first, last = self.tokens[0], self.tokens[self._words - 1]
        return self.line.at(first.column, last.column + len(last.raw) - first.column)

    @property
    def here(self) -> Place:
        """The token taken last."""
        return self._place(self.tokens[max(0, self._next - 1)])

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self._next < len(self.tokens)

    def rest(self) -> Sequence[Token]:
        """All tokens that are left; they count as taken."""
        left = self.tokens[self._next :]
        self._next = len(self.tokens)
        return left

    def take(self, expected: str) -> Token:
        """The next token, of any kind.

        Raises:
            MissingValue: there is none.
        """
        at = self._next
        if at == len(self.tokens):
            raise MissingValue(self.here, f"{self.command} needs {expected}")
        self._next = at + 1
        return self.tokens[at]

    def word(self, expected: str) -> str:
        """The next token, which is a word without values."""
        token = self.take(expected)
        if not token.is_word or "$" in token.raw:
            raise self.wrong(expected)
        return token.raw

    def choice(self, choices: Mapping[str, T], expected: str) -> T:
        """The next word, one of the language's own."""
        word = self.word(expected)
        if word not in choices:
            raise UnknownName(
                self.here, f"expected {expected}, found {quoted(word)}", hint=close_to(word, choices)
            )
        return choices[word]

    def keyword(self, word: str) -> None:
        """The next word, which can only be this one."""
        if self.word(quoted(word)) != word:
            raise self.wrong(quoted(word))

    def accept(self, word: str) -> bool:
        """Take the next token if it is this word."""
        if self.more and self.tokens[self._next].raw == word:
            self._next += 1
            return True
        return False

    def number(self, expected: str, *, least: int, most: int) -> int:
        """A whole number."""
        word = self.word(expected)
        if not re.fullmatch("[0-9]{1,10}", word) or not least <= int(word) <= most:
            raise self.wrong(expected)
        return int(word)

    def amount(self) -> Amount:
        """`58.00` in fen, or `$sale.amount`."""
        token = self.take(AN_AMOUNT)
        found: Amount | None = amount_in(token)
        if found is None and token.is_word and "$" in token.raw:
            match text_of(self.line, token).parts:
                case (Saved(_, part="amount") as saved,):
                    found = saved
        if found is None:
            raise self.wrong(AN_AMOUNT)
        return found

    def seconds(self) -> float:
        """`2s`, `70s`, `5m`."""
        word = self.word("a time such as 70s or 5m")
        found = seconds_in(word)
        if found is None:
            raise self.wrong("a time such as 70s or 5m")
        return found

    def days(self) -> int:
        """`+1`."""
        word = self.word("a number of days such as +1")
        if not re.fullmatch(r"\+[0-9]{1,4}", word) or int(word) == 0:
            raise self.wrong("a number of days such as +1")
        return int(word)

    def text(self, expected: str = "a text in quotes") -> Text:
        """`"…"`, with the values in it."""
        token = self.take(expected)
        if token.kind is not TokenKind.TEXT:
            raise self.wrong(expected)
        return text_of(self.line, token)

    def plain_text(self, expected: str) -> str:
        """`"…"` without values, and not empty."""
        text = self.text(expected)
        if text.saved:
            raise BadArgument(self.here, f"no value of the run may stand in {expected}")
        if not str(text).strip():
            raise BadArgument(self.here, f"expected {expected}, found an empty one")
        return str(text)

    def match(self) -> Text | re.Pattern[str]:
        """`"…"` or `/…/`."""
        token = self.take('"text" or /regex/')
        if token.kind is TokenKind.REGEX:
            return self.pattern(token.raw, self.here)
        if token.kind is TokenKind.TEXT:
            return text_of(self.line, token)
        raise self.wrong('"text" or /regex/')

    def regex(self) -> re.Pattern[str]:
        """`/…/`."""
        token = self.take("a /regex/")
        if token.kind is not TokenKind.REGEX:
            raise self.wrong("a /regex/")
        return self.pattern(token.raw, self.here)

    def pattern(self, raw: str, place: Place) -> re.Pattern[str]:
        """The regex between the slashes of `raw`."""
        if len(raw) > _LONGEST_REGEX:
            raise BadArgument(place, f"the regex is longer than {_LONGEST_REGEX} characters")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # what Python will read otherwise one day is refused today
                found = re.compile(pattern_in(raw))
        except (re.error, OverflowError, RecursionError, Warning) as error:
            raise BadArgument(place, f"not a regex: {error}") from None
        trouble = trouble_with(found.pattern)
        if trouble:
            raise BadArgument(place, f"the regex could take forever: {trouble}")
        return found

    def saved(self, expected: str) -> str:
        """The name in `$name`."""
        token = self.take(expected)
        match = _SAVED_NAME.fullmatch(token.raw)
        if match is None or not token.is_word:
            raise self.wrong(expected)
        return match[1]

    def as_saved(self, what: str) -> str:
        """`as $x` where it is next, else empty."""
        return self.saved(f"a name for {what} such as $x") if self.accept("as") else ""

    def mti(self, *, request: bool) -> str:
        """A message type: of a request such as 0200, or of a response such as 0210."""
        expected = "the type of a request such as 0200" if request else "the type of a response such as 0210"
        word = self.word(expected)
        if not _MTI.fullmatch(word):
            raise self.wrong(expected)
        if (int(word[2]) % 2 == 0) is not request:
            other = f"{word[:2]}{int(word[2]) ^ 1}{word[3]}"
            raise BadArgument(
                self.here, f"expected {expected}, found {quoted(word)}", hint=f"did you mean {other}?"
            )
        return word

    def for_mti(self) -> str | None:
        """`for 0200` where it is next, else None."""
        return self.mti(request=True) if self.accept("for") else None

    def end(self) -> None:
        """Nothing may be left.

        Raises:
            BadArgument: something is.
        """
        if self._next < len(self.tokens):
            token = self.take("")
            raise BadArgument(self.here, f"{self.command} takes nothing more, found {quoted(token.raw)}")

    def wrong(self, expected: str, *, hint: str = "") -> ScriptError:
        """The error that the token taken last is not what was expected."""
        raw = self.tokens[self._next - 1].raw
        return BadArgument(self.here, f"expected {expected}, found {quoted(raw)}", hint=hint)

    def _place(self, token: Token) -> Place:
        return self.line.at(token.column, len(token.raw))


def amount_in(token: Token) -> int | None:
    """Fen, where the token is a word such as `58.00`."""
    match = _AMOUNT.fullmatch(token.raw) if token.is_word else None
    return int(match[1]) * 100 + int(match[2]) if match else None


def seconds_in(word: str) -> float | None:
    """Seconds, where the word is a time such as `70s`."""
    match = _TIME.fullmatch(word)
    return float(match[1]) * _SECONDS[match[2]] if match else None


def by_value(choices: Iterable[T]) -> dict[str, T]:
    """Members of an enum by their values."""
    return {str(getattr(choice, "value", choice)): choice for choice in choices}
