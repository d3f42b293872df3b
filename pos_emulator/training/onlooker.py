"""What others learn while a secret is typed: how many keys, roughly where, never which."""

from __future__ import annotations

from types import MappingProxyType

from pos_emulator.training.words import word

_ROWS = MappingProxyType(
    {digit: row for row, digits in (("A", "123"), ("B", "456"), ("C", "789"), ("D", "0")) for digit in digits}
)
"""Rows of the keypad from the top, by letters: no figure here can be taken for one of the secret."""

_COUNTS = MappingProxyType(
    {
        "zh": ("", "一", "两", "三", "四", "五", "六", "七", "八", "好多"),
        "en": ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "many"),
    }
)


_ROWS_SHOWN = 8


def onlooker_lines(digits: str, *, shielded: bool, lang: str) -> tuple[str, ...]:
    """One line for each who looks on or listens.

    Args:
        digits: What was pressed, and taken back, since the stars came; no line holds one of them.
        shielded: Whether a hand covers the keypad.
    """
    count = len(digits)
    if not count:
        seen = word("see.none", lang)
        return tuple(f"{word(f'see.{who}', lang)}: {seen}" for who in ("side", "ceiling", "heat", "sound"))
    rows = " ".join(_ROWS[digit] for digit in digits[-_ROWS_SHOWN:])
    fingers = word("see.rows", lang, count=_spelt(count, lang), rows=rows)
    side = word("see.count", lang, count=_spelt(count, lang)) if shielded else fingers
    views = {
        "side": side,
        "ceiling": word("see.hand", lang) if shielded else fingers,
        "heat": word("see.warm", lang, count=_spelt(len(set(digits)), lang)),
        "sound": word("see.same", lang),
    }
    return tuple(f"{word(f'see.{who}', lang)}: {view}" for who, view in views.items())


def _spelt(count: int, lang: str) -> str:
    """A count as a word."""
    words = _COUNTS[lang]
    return words[min(count, len(words) - 1)]
