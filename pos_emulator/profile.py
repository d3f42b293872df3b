"""One terminal's settings, read from a profile: a TOML file that may extend another."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

MENUS = ("main", "print", "admin", "others", "supervisor", "administrator")


class ProfileError(Exception):
    """A profile that cannot be used: which file, which setting, what was expected.

    Attributes:
        source: The profile's name or path.
        key: The setting, empty where the file as a whole is wrong.
        line: The line where the file stops being TOML, else 0.
        column: The column of that line, else 0.
    """

    def __init__(self, source: str, problem: str, *, key: str = "", line: int = 0, column: int = 0) -> None:
        place = f"{source}:{line}:{column}" if line else source
        super().__init__(f"{place}: {f'{key}: ' if key else ''}{problem}")
        self.source = source
        self.key = key
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of a menu: the digit that chooses it, and the name of what it does."""

    digit: str
    item: str


Check = Callable[[Any], bool]


def _setting(expected: str, check: Check, *, secret: bool = False) -> Any:
    return field(repr=not secret, metadata={"expected": expected, "check": check, "secret": secret})


def _digits(count: int, *, secret: bool = False) -> Any:
    return _setting(
        f"{count} digits in quotes",
        lambda value: isinstance(value, str) and re.fullmatch(rf"[0-9]{{{count}}}", value) is not None,
        secret=secret,
    )


def _choice(*choices: str) -> Any:
    return _setting("one of " + ", ".join(choices), lambda value: value in choices)


def _text() -> Any:
    return _setting(
        "text in quotes", lambda value: isinstance(value, str) and value.isprintable() and value != ""
    )


def _count(least: int, most: int) -> Any:
    return _setting(
        f"a whole number from {least} to {most}", lambda value: type(value) is int and least <= value <= most
    )


def _fen() -> Any:
    return _setting("an amount in fen", lambda value: type(value) is int and 0 <= value <= 999_999_999_999)


def _seconds() -> Any:
    return _setting("seconds above zero", lambda value: type(value) in (int, float) and 0 < value <= 86_400)


def _switch() -> Any:
    return _setting("true or false", lambda value: type(value) is bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Every setting of a terminal; `cn-classic.toml` says what each means and its default.

    Amounts are in fen. Delivered passwords are not in the repr.
    """

    name: str
    lang: str = _choice("zh", "en")
    tid: str = _setting(
        "8 letters or digits in quotes",
        lambda value: isinstance(value, str) and re.fullmatch("[0-9A-Za-z]{8}", value) is not None,
    )
    mid: str = _setting(
        "15 letters or digits in quotes",
        lambda value: isinstance(value, str) and re.fullmatch("[0-9A-Za-z]{15}", value) is not None,
    )
    merchant_zh: str = _text()
    merchant_en: str = _text()
    phone: str = _text()
    stan: str = _digits(6)
    batch: str = _digits(6)
    admin_password: str = _digits(8, secret=True)
    supervisor_password: str = _digits(6, secret=True)
    refund_password: str = _digits(6, secret=True)
    operator_password: str = _digits(4, secret=True)
    operators: int = _count(1, 22)
    prompt_seconds: float = _seconds()
    card_seconds: float = _seconds()
    confirm_seconds: float = _seconds()
    error_seconds: float = _seconds()
    host_seconds: float = _seconds()
    ack_seconds: float = _seconds()
    sends: int = _count(1, 9)
    gap_seconds: float = _seconds()
    max_records: int = _count(1, 5000)
    refund_limit: int = _fen()
    refund_days: int = _count(0, 3650)
    void_same_day: bool = _switch()
    no_pin_limit: int = _fen()
    pin_tries: int = _count(1, 9)
    password_tries: int = _count(1, 9)
    admin_tries: int = _count(1, 9)
    lock_seconds: float = _seconds()
    framing: str = _choice("crc", "lrc")
    tpdu: str = _digits(10)
    tpdu_swap: bool = _switch()
    header: str = _setting(
        "12 hex digits in quotes",
        lambda value: isinstance(value, str) and re.fullmatch("[0-9A-Fa-f]{12}", value) is not None,
    )
    mac: str = _choice("ecb", "ecb-3des", "x9.19")
    sign_on: str = _choice("001", "003")
    host_extensions: bool = _switch()
    void_needs_card: bool = _switch()
    void_needs_pin: bool = _switch()
    refund_guide_question: bool = _switch()
    split_refund_password: bool = _switch()
    forced_password_change: bool = _switch()
    amount_first: bool = _switch()
    allow_zero_refund: bool = _switch()
    copies: int = _count(1, 2)
    amount_cents_as_code: bool = _switch()
    amount_cents_from: int = _fen()
    menu: Mapping[str, tuple[MenuEntry, ...]]

    def merchant(self, lang: str) -> str:
        """The merchant's name in ``lang``."""
        return self.merchant_zh if lang == "zh" else self.merchant_en


def profile_names() -> tuple[str, ...]:
    """The profiles that come with the package."""
    folder = files(__package__).joinpath("profiles")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".toml")))


def load_profile(name_or_path: str | Path) -> Profile:
    """The profile of that name, or in that file; it is read whole and checked.

    A file may extend a packaged profile by its name, or another file by a path beside it.

    Raises:
        ProfileError: there is none, it is not TOML, or a setting is unknown, missing or wrong.
    """
    if isinstance(name_or_path, str) and not name_or_path.endswith(".toml"):
        return _packaged(name_or_path)
    path = Path(name_or_path)
    return _checked(path.stem, str(path), _merged(path, ()))


@cache
def _packaged(name: str) -> Profile:
    return _checked(name, name, _merged(name, ()))


def _merged(source: str | Path, seen: tuple[str, ...]) -> dict[str, Any]:
    """The settings of ``source`` over those of what it extends."""
    shown = str(source)
    if shown in seen:
        raise ProfileError(shown, f"extends itself: {' > '.join((*seen, shown))}", key="extends")
    table = _read(source, shown)
    known = {each.name for each in fields(Profile)} - {"name"}
    for key in table.keys() - known - {"extends"}:
        raise ProfileError(shown, f"unknown setting{_did_you_mean(key, known)}", key=key)
    for key, value in table.items():
        _check(shown, key, value)
    base = table.pop("extends", None)
    if base is None:
        return table
    if not base.endswith(".toml") and base not in profile_names():
        raise ProfileError(
            shown, f"no such profile {base!r}{_did_you_mean(base, profile_names())}", key="extends"
        )
    lower = _merged(_base(source, base), (*seen, shown))
    menu = {**lower.get("menu", {}), **table.get("menu", {})}
    return {**lower, **table, "menu": menu}


def _base(source: str | Path, base: str) -> str | Path:
    if not base.endswith(".toml"):
        return base
    return (source if isinstance(source, Path) else Path()).parent / base


def _read(source: str | Path, shown: str) -> dict[str, Any]:
    if isinstance(source, str) and source not in profile_names():
        raise ProfileError(shown, f"no such profile{_did_you_mean(source, profile_names())}")
    try:
        if isinstance(source, Path):
            text = source.read_text("utf-8")
        else:
            text = files(__package__).joinpath("profiles", f"{source}.toml").read_text("utf-8")
        return tomllib.loads(text)
    except OSError as error:
        raise ProfileError(shown, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ProfileError(shown, "is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        problem = str(error).partition(" (at ")[0]
        if place is None:
            raise ProfileError(shown, f"{problem}, at the end of the file") from None
        raise ProfileError(shown, problem, line=int(place[1]), column=int(place[2])) from None


def _check(shown: str, key: str, value: object) -> None:
    if key == "extends":
        if not isinstance(value, str):
            raise ProfileError(shown, "expected a profile's name in quotes", key=key)
        return
    if key == "menu":
        _menu(shown, value)
        return
    metadata = next(each.metadata for each in fields(Profile) if each.name == key)
    if not metadata["check"](value):
        found = "" if metadata["secret"] else f", found {value!r}"
        raise ProfileError(shown, f"expected {metadata['expected']}{found}", key=key)


def _checked(name: str, shown: str, table: dict[str, Any]) -> Profile:
    for each in fields(Profile):
        if each.name not in table and each.name != "name":
            raise ProfileError(shown, "missing; extend cn-classic to have it", key=each.name)
    menu = _menu(shown, table.pop("menu"))
    for title in MENUS:
        if title not in menu:
            raise ProfileError(shown, "missing; extend cn-classic to have it", key=f"menu.{title}")
    return Profile(name=name, menu=menu, **table)


def _menu(shown: str, table: object) -> Mapping[str, tuple[MenuEntry, ...]]:
    if not isinstance(table, dict):
        raise ProfileError(shown, "expected a table of lists", key="menu")
    menus: dict[str, tuple[MenuEntry, ...]] = {}
    for title, entries in table.items():
        key = f"menu.{title}"
        if title not in MENUS:
            raise ProfileError(shown, f"unknown menu{_did_you_mean(title, MENUS)}", key=key)
        if not isinstance(entries, list):
            raise ProfileError(shown, "expected a list", key=key)
        menus[title] = tuple(_entry(shown, key, entry) for entry in entries)
        digits = [entry.digit for entry in menus[title]]
        if len(set(digits)) < len(digits):
            raise ProfileError(shown, "two entries have the same digit", key=key)
    return MappingProxyType(menus)


def _entry(shown: str, key: str, entry: object) -> MenuEntry:
    match = re.fullmatch(r"([0-9]) ([a-z][a-z-]*)", entry) if isinstance(entry, str) else None
    if match is None:
        raise ProfileError(shown, f"expected a digit and a name, as in '1 sale', found {entry!r}", key=key)
    return MenuEntry(match[1], match[2])


def _did_you_mean(word: str, known: set[str] | tuple[str, ...]) -> str:
    from difflib import get_close_matches  # only for an error

    close = get_close_matches(word, sorted(known), n=1)
    return f", did you mean {close[0]}?" if close else f", expected one of {', '.join(sorted(known))}"
