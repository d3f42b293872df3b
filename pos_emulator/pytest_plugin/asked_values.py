"""Numbers that a test asks with: as many as the script language would take, and no others."""

from __future__ import annotations

from collections.abc import Mapping

_MOST_FEN = 99_999_999_99
_MOST_SECONDS = 999_999 * 60
_MOST_DAYS = 9_999
_LANGUAGES = ("zh", "en")


def fen(amount: object) -> int:
    """An amount of money.

    Raises:
        ValueError: it is none.
    """
    return _whole(amount, "an amount in fen", least=0, most=_MOST_FEN)


def days(number: object) -> int:
    """So many days ahead.

    Raises:
        ValueError: it is no such number.
    """
    return _whole(number, "a number of days", least=1, most=_MOST_DAYS)


def seconds(number: object, *, most: int = _MOST_SECONDS) -> float:
    """A stretch of time.

    Raises:
        ValueError: it is none, or longer than the most.
    """
    if isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number <= most:
        return float(number)
    raise ValueError(f"expected seconds from 0 to {most}, found {number!r}")


def mark_problem(words: Mapping[str, object]) -> str:
    """What is wrong with the values of a `pos` mark; empty where nothing is."""
    for name in ("profile", "given", "lang"):
        if name in words and not (isinstance(words[name], str) and words[name]):
            return f"{name}: expected a name, found {words[name]!r}"
    if words.get("lang", "zh") not in _LANGUAGES:
        return f"lang: expected {' or '.join(_LANGUAGES)}, found {words['lang']!r}"
    try:
        _whole(words.get("seed", 0), "seed: a number", least=0, most=2**63 - 1)
    except ValueError as wrong:
        return str(wrong)
    return ""


def _whole(number: object, what: str, *, least: int, most: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
        raise ValueError(f"expected {what} from {least} to {most}, found {number!r}")
    return number
