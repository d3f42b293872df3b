"""Keys and secrets."""

from __future__ import annotations

import re
from functools import partial

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.errors import BadArgument, UnknownName, hint_for, quoted
from pos_emulator.keyscript.lexer import Token, text_of
from pos_emulator.keyscript.steps.keys import Chord, PressKeys, TypeSecret
from pos_emulator.keyscript.values import Saved

_KEYS = {key.value: key for key in Key}
_NAMED = {name: key for name, key in _KEYS.items() if not key.is_digit}
_MOST_DIGITS = 64
_MOST_TIMES = 99
_DIGITS = re.compile(f"[0-9]{{1,{_MOST_DIGITS}}}")


def _one(key: Key, arguments: Arguments) -> PressKeys:
    return PressKeys((key,), place=arguments.place)


def _keys(arguments: Arguments) -> PressKeys:
    expected = "digits, a value such as $sale.voucher, or a key's name"
    keys = _pressed(arguments, arguments.take(expected))
    while arguments.more:
        keys += _pressed(arguments, arguments.take(expected))
    return PressKeys(tuple(keys), place=arguments.place)


def _pressed(arguments: Arguments, token: Token) -> list[Key | Saved]:
    if token.raw in _NAMED:
        return [_NAMED[token.raw]]
    if _DIGITS.fullmatch(token.raw):
        return [_KEYS[digit] for digit in token.raw]
    if not token.is_word:
        raise arguments.wrong("digits, a value or a key's name, without quotes")
    keys: list[Key | Saved] = []
    for part in text_of(arguments.line, token).parts:
        if isinstance(part, Saved):
            keys.append(part)
        elif _DIGITS.fullmatch(part):
            keys += [_KEYS[digit] for digit in part]
        elif part.isascii() and part.isdigit():
            raise BadArgument(arguments.here, f"more than {_MOST_DIGITS} digits in one word")
        else:
            hint = hint_for(part, _NAMED, otherwise="letters are typed with digits and Alpha")
            raise UnknownName(arguments.here, f"no key is named {quoted(token.raw)}", hint=hint)
    return keys


def _key(arguments: Arguments) -> PressKeys:
    key = arguments.choice(_KEYS, "a key's name such as Enter")
    word = arguments.word("how often, such as x3")
    if not re.fullmatch("x[0-9]{1,2}", word) or not 1 <= int(word[1:]) <= _MOST_TIMES:
        raise arguments.wrong("how often, such as x3")
    return PressKeys((key,) * int(word[1:]), place=arguments.place)


def _chord(arguments: Arguments) -> Chord:
    names = arguments.word("keys such as Clear+5").split("+")
    if len(names) < 2 or len(set(names)) < len(names):
        raise arguments.wrong("two or more different keys such as Clear+5")
    for name in names:
        if name not in _KEYS:
            raise UnknownName(arguments.here, f"no key is named {quoted(name)}", hint=hint_for(name, _NAMED))
    return Chord(tuple(_KEYS[name] for name in names), place=arguments.place)


def _secret(arguments: Arguments) -> TypeSecret:
    name = arguments.word("the name of a secret such as supervisor")
    if name.isascii() and name.isdigit():
        # Not shown: these may be the digits of a secret.
        raise BadArgument(arguments.here, "a secret is typed by its name, never by its digits")
    return TypeSecret(name, place=arguments.place)


_MEANINGS = {
    Key.ENTER: "The key 确认.",
    Key.CANCEL: "The key 取消.",
    Key.CLEAR: "The key 清除.",
    Key.FUNC: "The key 功能.",
    Key.UP: "The key ↑.",
    Key.DOWN: "The key ↓.",
    Key.ALPHA: "The key 字母.",
}

COMMANDS = (
    *(Command(k.value, (k.value,), says, k.value, partial(_one, k)) for k, says in _MEANINGS.items()),
    Command(
        "Keys", ("Keys TOKEN...",), "Digits, values and keys by name, one after the other.",
        "Keys 12 Clear 3 Enter", _keys,
    ),
    Command("Key", ("Key NAME xN",), "One key, N times.", "Key Down x3", _key),
    Command("Chord", ("Chord KEY+KEY",), "Keys pressed together.", "Chord Clear+5", _chord),
    Command(
        "Secret", ("Secret NAME",),
        "Types it, without Enter: operator-01, supervisor, refund, admin, a card (its PIN), unlock-code (by phone).",
        "Secret supervisor", _secret,
    ),
)  # fmt: skip
