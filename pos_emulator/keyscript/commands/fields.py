"""Conditions on the elements of a message: `F39=00`, `F4~/58/`, `F52:absent`, `F38:as=$name`."""

from __future__ import annotations

import re

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.errors import BadArgument, BadText, quoted
from pos_emulator.keyscript.lexer import text_in
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.steps.fields import (
    Condition,
    FieldAbsent,
    FieldEcho,
    FieldEquals,
    FieldKept,
    FieldMatches,
    FieldPresent,
)

_EXPECTED = "a condition on a field"
_SUCH_AS = "such as F39=00 F4~/58/ F52:absent F64:present F11:echo F38:as=$x"
_FIELD = re.compile(r"F([0-9]{1,3})(=|~|:)(.*)", re.DOTALL)
_KEPT = re.compile(r"as=\$([A-Za-z_][A-Za-z0-9_]*)")
_MOST = 128


def condition(arguments: Arguments, *, reply: bool) -> Condition:
    """The next token as a condition.

    Raises:
        ScriptError: it is none, or echoes where nothing is answered.
    """
    token = arguments.take(_EXPECTED)
    match = _FIELD.fullmatch(token.raw) if token.is_word else None
    if match is None or not 2 <= int(match[1]) <= _MOST:
        raise arguments.wrong(_EXPECTED, hint=_SUCH_AS)
    number, sign, value = int(match[1]), match[2], match[3]
    here = arguments.here
    if sign == "=":
        return _equals(number, value, here, token.column + match.start(3))
    if sign == "~":
        if len(value) < 2 or not (value.startswith("/") and value.endswith("/")):
            raise BadText(here, "the regex is not finished", hint="as in F4~/58/")
        return FieldMatches(number, arguments.pattern(value, here))
    kept = _KEPT.fullmatch(value)
    if kept is not None:
        return FieldKept(number, kept[1])
    match value:
        case "absent":
            return FieldAbsent(number)
        case "present":
            return FieldPresent(number)
        case "echo" if reply:
            return FieldEcho(number)
        case "echo":
            raise BadArgument(
                here, "a request echoes nothing", hint="Expect Received compares with the request"
            )
    raise arguments.wrong(_EXPECTED, hint=_SUCH_AS)


def _equals(number: int, value: str, here: Place, column: int) -> FieldEquals:
    in_quotes = value.startswith('"')
    if in_quotes and (len(value) < 2 or not value.endswith('"')):
        raise BadArgument(here, f"expected nothing behind the quotes, found {quoted(value)}")
    if not value:
        raise BadArgument(here, f"F{number}= needs a value", hint=f"did you mean F{number}:absent?")
    if in_quotes:
        return FieldEquals(number, text_in(here, value[1:-1], column + 1, escapes=True))
    return FieldEquals(number, text_in(here, value, column))
