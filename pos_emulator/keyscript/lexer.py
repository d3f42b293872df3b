"""A line of a script as tokens: words, "text", /regex/; comments fall away.

Every pattern here is linear in the length of the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from pos_emulator.keyscript.errors import BadArgument, BadText, UnknownName, hint_for, quoted
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.values import PARTS, Saved, Text

_IN_QUOTES = r'"(?:[^"\\]|\\.)*"'
_IN_SLASHES = r"/(?:[^/\\]|\\.)*/"
_TOKEN = re.compile(
    rf'[ \t]*(?:(?>({_IN_QUOTES}))|(?>({_IN_SLASHES}))|(?!["/])(?>((?:={_IN_QUOTES}|~{_IN_SLASHES}|[^ \t#"])+)))'
)
"""Blanks, then a text, a regex or a word, each taken whole or not at all."""
_SAVED = (
    r"\$(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?:\.(?P<part>[A-Za-z][A-Za-z0-9_]*))?"
    r"|\$(?P<brace>\{)(?:(?P<inner>[A-Za-z_][A-Za-z0-9_]*)(?:\.(?P<innerpart>[A-Za-z][A-Za-z0-9_]*))?\})?"
)
_VALUE = re.compile(_SAVED)
_VALUE_OR_ESCAPE = re.compile(rf"\\(?P<escape>.)|{_SAVED}", re.DOTALL)
_ESCAPES = {'"': '"', "\\": "\\", "n": "\n"}
_LOOK_ALIKES = {
    "\u3000": ("a full-width blank separates nothing", "type a plain blank"),
    "\u00a0": ("a no-break blank separates nothing", "type a plain blank"),
    "“": ("a typographic quote is no quote", 'type "'),
    "”": ("a typographic quote is no quote", 'type "'),
    "＂": ("a full-width quote is no quote", 'type "'),
    "＃": ("a full-width # begins no comment", "type #"),
}


class TokenKind(Enum):
    """What a token is."""

    TEXT = "text"
    REGEX = "regex"
    WORD = "word"


_KINDS = tuple(TokenKind)
"""In the order of the groups of `_TOKEN`."""


class Token(NamedTuple):
    """A piece of a line between blanks, as it is written; the column counts from 1."""

    kind: TokenKind
    raw: str
    column: int

    @property
    def is_word(self) -> bool:
        """Whether it stands without quotes or slashes."""
        return self.kind is TokenKind.WORD


def tokens_of(line: Place) -> list[Token]:
    """The tokens of a line.

    Raises:
        BadText: a text or regex is not finished, or characters stand where none may.
    """
    text = line.text
    if text.isascii() and not ('"' in text or "/" in text or "#" in text):
        return _words(text)
    tokens: list[Token] = []
    at = 0
    while match := _TOKEN.match(text, at):
        kind = match.lastindex or 0
        token = Token(_KINDS[kind - 1], match[kind], match.start(kind) + 1)
        tokens.append(token)
        at = match.end()
        if not token.raw.isascii() and token.is_word:
            _no_look_alikes(line, token)
        if at < len(text) and text[at] not in " \t#":
            raise BadText(line.at(at + 1), "expected a blank here", hint=_why_no_blank(text, at))
    rest = text[at:].lstrip(" \t")
    if rest and rest[0] != "#":
        what = "text" if rest[0] == '"' else "regex"
        place = line.at(len(text) - len(rest) + 1, len(rest.rstrip(" \t")))
        raise BadText(place, f"the {what} is not finished", hint=f"expected {rest[0]} at its end")
    return tokens


def _words(text: str) -> list[Token]:
    """The tokens of a line of words alone, as most are: cutting it costs a third of matching it."""
    # `Token(...)` takes twice as long, and most tokens are made here.
    make, word = tuple.__new__, TokenKind.WORD
    words: list[Token] = []
    column = 1
    for raw in text.replace("\t", " ").split(" "):
        if raw:
            words.append(make(Token, (word, raw, column)))
            column += len(raw)
        column += 1
    return words


def code_of(text: str) -> str:
    """A line without its comment; what is not finished counts to the end."""
    if "#" not in text:
        return text
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
    blanks = len(text) - at - len(text[at:].lstrip(" \t"))
    return text[: at + blanks] if text.startswith("#", at + blanks) else text


def _no_look_alikes(line: Place, token: Token) -> None:
    for place, char in enumerate(token.raw.partition('"')[0]):
        if char in _LOOK_ALIKES:
            problem, hint = _LOOK_ALIKES[char]
            raise BadText(line.at(token.column + place), problem, hint=hint)


def _why_no_blank(text: str, at: int) -> str:
    if text[at] != '"':
        return ""
    if text[at - 1] == "=":
        return 'the text is not finished, expected " at its end'
    return 'a " inside a word; a text with blanks is quoted from its start'


def text_of(line: Place, token: Token) -> Text:
    """A token's text, escapes and ``$values`` resolved; of a word, the values alone.

    Raises:
        ScriptError: an unknown escape, ``${`` that is no value, a part that no transaction has.
    """
    if token.kind is TokenKind.TEXT:
        return text_in(line, token.raw[1:-1], token.column + 1, escapes=True)
    return text_in(line, token.raw, token.column)


def text_in(line: Place, raw: str, column: int, *, escapes: bool = False) -> Text:
    """The text in a stretch of a line that begins at ``column``.

    Raises:
        ScriptError: an unknown escape, ``${`` that is no value, a part that no transaction has.
    """
    if "$" not in raw and not (escapes and "\\" in raw):
        return Text.of(raw)
    parts: list[str | Saved] = []
    for piece in _pieces(line, raw, column, escapes=escapes):
        if isinstance(piece, str) and parts and isinstance(parts[-1], str):
            parts[-1] += piece
        elif piece:
            parts.append(piece)
    return Text(tuple(parts))


def _pieces(line: Place, raw: str, column: int, *, escapes: bool) -> Iterator[str | Saved]:
    end = 0
    for match in (_VALUE_OR_ESCAPE if escapes else _VALUE).finditer(raw):
        yield raw[end : match.start()]
        end = match.end()
        here = line.at(column + match.start(), len(match[0]))
        if match[0].startswith("\\"):
            if match["escape"] not in _ESCAPES:
                raise BadArgument(here, f"unknown escape {match[0]}", hint=r"expected \", \\ or \n")
            yield _ESCAPES[match["escape"]]
        elif match["brace"] is None:
            yield _saved(here, match["name"], match["part"])
        elif match["inner"] is None:
            raise BadArgument(here, "expected a saved name in the braces", hint="as in ${sale.voucher}")
        else:
            yield _saved(here, match["inner"], match["innerpart"])
    yield raw[end:]


def _saved(here: Place, name: str, part: str | None) -> Saved:
    if part is not None and part not in PARTS:
        hint = hint_for(part, PARTS)
        raise UnknownName(here, f"a saved transaction has no {quoted(part)}", hint=hint)
    return Saved(name, part or "")


def pattern_in(token: str) -> str:
    """The regex between the slashes of ``token``, an escaped slash being a slash."""
    return re.sub(r"\\(.)", lambda pair: "/" if pair[1] == "/" else pair[0], token[1:-1])
