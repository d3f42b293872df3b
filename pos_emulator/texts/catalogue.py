"""`Texts`: the screens, menus, words and host answers of one language."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from pos_emulator.texts.layout import COLUMNS, cells, centre, edges, fit, wrap
from pos_emulator.texts.render import Row, Rows, Values, compile_row

LANGUAGES = ("zh", "en")

_MORE = " ↓"


class TextsError(LookupError):
    """No such language, screen or word, or a value that a screen needs is missing."""


@dataclass(frozen=True, slots=True, eq=False)
class _Screen:
    rows: tuple[str | Row, ...]
    """A row without placeholders is laid out beforehand."""
    shown: tuple[str, ...]
    """The placeholders in its rows."""
    values_shown: Callable[[Values], tuple[object, ...]]
    """Takes their values, in this order, out of all that came."""
    title: str | None
    """Row 1 where the caller names no other title; None where row 1 has no ``{title}``."""
    takes_text: bool


@dataclass(frozen=True, slots=True)
class _Menu:
    title: str
    column: int
    pages: int


class Texts:
    """All texts of one language; making one is cheap, the file is read once.

    Args:
        lang: ``zh`` or ``en``.
    """

    __slots__ = ("_catalogue", "lang")

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._catalogue = _load(lang)

    def names(self) -> tuple[str, ...]:
        """The names of all screens, menus and further menu pages included."""
        return self._catalogue.names

    def placeholders(self, name: str) -> frozenset[str]:
        """What `rows` needs for the screen ``name``; an optional ``title`` is among them."""
        if name in self._catalogue.names and name not in self._catalogue.screens:
            return frozenset({"items"})
        return frozenset(self._screen(name).shown)

    def rows(self, name: str, values: Values, page: int = 0) -> Rows:
        """The four rows of the screen ``name``, each exactly 16 columns wide.

        Values that the screen does not show are ignored. A menu takes ``items``. A page beyond the last
        is the last.

        Raises:
            TextsError: there is no such screen, or ``values`` lacks a placeholder.
        """
        screen = self._catalogue.screens.get(name)
        if screen is None or screen.takes_text:
            pages = self.pages(name, values)
            return pages[min(page, len(pages) - 1)]
        return self._filled(name, screen, values)

    def pages(self, name: str, values: Values) -> tuple[Rows, ...]:
        """All pages of a screen: more than one only for a menu or where a host text is long.

        The first page of a text keeps row 4; the following ones show text in rows 3 and 4.
        An arrow at the right edge says that more follows.
        """
        screen = self._catalogue.screens.get(name)
        if screen is None:
            return self._menu_pages(name, values)
        if not screen.takes_text:
            return (self._filled(name, screen, values),)
        text = str(
            values.get("text") or self.response(str(values.get("code", "")), kind=name.partition(".")[0])
        )
        lines = wrap(text)
        first = self._filled(name, screen, {**values, "text": lines[0]})
        if len(lines) == 1:
            return (first,)
        lines = wrap(text, COLUMNS - cells(_MORE))
        pages = [(first[0], first[1], edges(lines[0], _MORE), first[3])]
        for place in range(1, len(lines), 2):
            upper, lower = lines[place], "".join(lines[place + 1 : place + 2])
            more = len(lines) > place + 2
            pages.append((first[0], first[1], fit(upper), edges(lower, _MORE) if more else fit(lower)))
        return tuple(pages)

    def menu_rows(self, name: str, items: Sequence[tuple[str, str]]) -> tuple[Rows, ...]:
        """The pages of the menu ``name`` with ``items``: (digit, item key or ready label).

        Two items to a row where both fit, else one; three rows below the title, or four
        where the menu has none. With several pages the title row counts them.
        """
        menu = self._catalogue.menus.get(name)
        if menu is None:
            raise TextsError(f"{self.lang}: no menu {name!r}")
        return _menu_laid_out(
            menu, tuple([digit + self._catalogue.items.get(item, item) for digit, item in items])
        )

    def title(self, kind: str) -> str:
        """Row 1 of the screens of ``kind``, spread as on the real display."""
        return self.word(f"title.{kind}")

    def word(self, key: str) -> str:
        """A word by its key, such as ``name.void``, ``status.voided``, ``receipt.amount``."""
        try:
            return self._catalogue.words[key]
        except KeyError:
            raise TextsError(f"{self.lang}: no word {key!r}") from None

    def words(self, group: str) -> Mapping[str, str]:
        """All words of a group, without its name in the keys."""
        prefix = f"{group}."
        found = {
            key.removeprefix(prefix): word
            for key, word in self._catalogue.words.items()
            if key.startswith(prefix)
        }
        return MappingProxyType(found)

    def response(self, code: str, *, kind: str = "") -> str:
        """What the answer code (DE39) ``code`` says, in whole; see `wrap` for the display."""
        responses = self._catalogue.responses
        return responses.get(f"{kind} {code}") or responses.get(code) or responses["other"]

    def wrap(self, text: str, columns: int = COLUMNS) -> list[str]:
        """``text`` in lines of at most ``columns``."""
        return wrap(text, columns)

    def _screen(self, name: str) -> _Screen:
        try:
            return self._catalogue.screens[name]
        except KeyError:
            raise TextsError(f"{self.lang}: no screen {name!r}") from None

    def _filled(self, name: str, screen: _Screen, values: Values) -> Rows:
        if screen.title is not None and "title" not in values:
            values = {**values, "title": screen.title}
        try:
            shown = screen.values_shown(values)
        except KeyError as missing:
            raise TextsError(f"{self.lang}: screen {name!r} needs a value for {missing}") from None
        return _laid_out(screen, shown)

    def _menu_pages(self, name: str, values: Values) -> tuple[Rows, ...]:
        if name not in self._catalogue.names:
            raise TextsError(f"{self.lang}: no screen {name!r}")
        items = values.get("items")
        if not isinstance(items, Sequence):
            raise TextsError(f"{self.lang}: screen {name!r} needs a value for 'items'")
        if name in self._catalogue.menus:
            return self.menu_rows(name, items)
        menu, _, number = name.rpartition("-")
        return self.menu_rows(menu, items)[int(number) - 1 :]


@dataclass(frozen=True, slots=True)
class _Catalogue:
    names: tuple[str, ...]
    screens: Mapping[str, _Screen]
    menus: Mapping[str, _Menu]
    items: Mapping[str, str]
    words: Mapping[str, str]
    responses: Mapping[str, str]


@cache
def _load(lang: str) -> _Catalogue:
    if lang not in LANGUAGES:
        raise TextsError(f"no texts in {lang!r}, expected one of {', '.join(LANGUAGES)}")
    table = _table(f"{lang}.toml")
    words = {f"title.{kind}": title for kind, title in table["titles"].items()}
    words |= {
        f"{group}.{key}": word for group, entries in table["words"].items() for key, word in entries.items()
    }
    menus = {
        name: _Menu(menu.get("title", ""), menu["column"], menu.get("pages", 1))
        for name, menu in table["menus"].items()
    }
    further = [f"{name}-{page}" for name, menu in menus.items() for page in range(2, menu.pages + 1)]
    return _Catalogue(
        names=(*table["screens"], *menus, *further),
        screens={name: _screen(name, rows, words) for name, rows in table["screens"].items()},
        menus=menus,
        items=table["items"],
        words=words,
        responses=_responses(_table(f"responses.{lang}.toml")),
    )


def _table(file: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(file).read_text("utf-8"))


def _responses(table: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    shared = {code: text for text, codes in table["shared"].items() for code in codes.split()}
    of_a_refund = {f"refund {code}": text for code, text in table["refund"].items()}
    return {**table["codes"], **shared, **of_a_refund}


def _screen(name: str, templates: list[str], words: Mapping[str, str]) -> _Screen:
    rows = tuple(compile_row(template, words) for template in templates)
    fields = frozenset[str]().union(*(row.fields for row in rows))
    shown = tuple(sorted(fields))
    return _Screen(
        rows=tuple(row if row.fields else row.render({}) for row in rows),
        shown=shown,
        values_shown=_taker(shown),
        title=words.get(f"title.{name.partition('.')[0]}") if "title" in fields else None,
        takes_text="text" in fields,
    )


def _taker(names: tuple[str, ...]) -> Callable[[Values], tuple[object, ...]]:
    if len(names) > 1:
        return itemgetter(*names)  # A quarter of the time of a loop; of one name it makes no tuple.
    return lambda values: tuple([values[name] for name in names])


@lru_cache(maxsize=1024)
def _laid_out(screen: _Screen, shown: tuple[object, ...]) -> Rows:
    """The same prompts come again and again, filling star by star. No secret is ever on a screen (G7)."""
    values = dict(zip(screen.shown, shown, strict=True))
    rows = [row if isinstance(row, str) else row.render(values) for row in screen.rows]
    return rows[0], rows[1], rows[2], rows[3]


@lru_cache(maxsize=128)
def _menu_laid_out(menu: _Menu, labels: tuple[str, ...]) -> tuple[Rows, ...]:
    rows = list(_paired(labels, menu.column))
    room = 3 if menu.title else 4
    blocks = [rows[at : at + room] for at in range(0, len(rows), room)] or [[]]
    pages: list[Rows] = []
    for number, block in enumerate(blocks, start=1):
        body = [fit(row) for row in (*block, *[""] * (room - len(block)))]
        if menu.title:
            many = len(blocks) > 1
            body.insert(0, edges(menu.title, f"{number}/{len(blocks)}") if many else centre(menu.title))
        pages.append((body[0], body[1], body[2], body[3]))
    return tuple(pages)


def _paired(labels: Sequence[str], column: int) -> Iterator[str]:
    waiting: str | None = None
    for label in labels:
        if waiting is None:
            waiting = label
            continue
        start = max(column, cells(waiting) + 1)
        if start + cells(label) <= COLUMNS:
            yield fit(waiting, start) + label
            waiting = None
        else:
            yield waiting
            waiting = label
    if waiting is not None:
        yield waiting
