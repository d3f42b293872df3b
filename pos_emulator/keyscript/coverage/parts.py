"""What was reached held against all that there is; what there is comes from the product itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pos_emulator.acquirer.rules import CATALOGUE, KNOWN_CODES
from pos_emulator.firmware.menu import FLOWS, SUBMENUS
from pos_emulator.keyscript.coverage.oracle_lines import SUBJECTS
from pos_emulator.keyscript.coverage.reached import KeyAt, Reached
from pos_emulator.keyscript.product import GUARDS, START_STATES
from pos_emulator.profile import Profile
from pos_emulator.texts import Texts

DIGITS = frozenset("0123456789")
ANY_DIGIT = "digit"
"""Stands for the ten digits of an entry field."""


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing: what was reached of it, and what was not, both sorted."""

    title: str
    reached: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.reached) + len(self.missed)


def parts_of(reached: Reached, profiles: Iterable[Profile]) -> tuple[Part, ...]:
    """Every kind of thing, in the order of the report.

    The keys of a screen that was never reached are not counted: nobody asked the prompt behind it.

    Args:
        reached: What all scenarios reached between them.
        profiles: Under which they played: they have the menus.
    """
    entries = {entry: place for profile in profiles for entry, place in _entries(profile).items()}
    fields = entry_fields(reached.answering)
    rules = frozenset(rule.name for rule in CATALOGUE)
    return (
        _part("screens", Texts("zh").names(), reached.screens),
        _part(
            "keys of screens",
            map(_at, alike(reached.answering, fields=fields)),
            map(_at, alike(reached.pressed, fields=fields)),
        ),
        _part("response codes", KNOWN_CODES, (code for _, code in reached.codes)),
        _part("host rules", rules, reached.reasons),
        _part("guards", GUARDS - rules, reached.reasons),
        _part("start states", START_STATES, reached.states),
        _part("menu entries", entries, (each for each in entries if entries[each] & reached.pressed)),
        _part("oracle lines", SUBJECTS, reached.lines),
    )


def alike(keys: Iterable[KeyAt], *, fields: frozenset[str]) -> frozenset[KeyAt]:
    """The keys with the ten digits of each entry field as one."""
    return frozenset(
        (screen, ANY_DIGIT if key in DIGITS and screen in fields else key) for screen, key in keys
    )


def entry_fields(keys: Iterable[KeyAt]) -> frozenset[str]:
    """Screens that take digits as such: all of them, or all but a leading 0; on others each is a choice."""
    digits = Counter(screen for screen, key in keys if key in DIGITS)
    return frozenset(screen for screen, count in digits.items() if count >= len(DIGITS) - 1)


def _part(title: str, everything: Iterable[str], reached: Iterable[str]) -> Part:
    there = frozenset(everything)
    found = there & frozenset(reached)
    return Part(title, tuple(sorted(found)), tuple(sorted(there - found)))


def _at(key: KeyAt) -> str:
    return f"{key[0]} {key[1]}"


def _entries(profile: Profile) -> Mapping[str, frozenset[KeyAt]]:
    """Each menu entry that does something, with the keys that choose it: on whatever page it stands."""
    return {
        f"{menu} {entry.item}": frozenset((screen, entry.digit) for screen in _pages(menu))
        for menu, entries in profile.menu.items()
        for entry in entries
        if entry.item in FLOWS or entry.item in SUBMENUS
    }


def _pages(menu: str) -> tuple[str, ...]:
    pages = (f"menu.{menu}", *(f"menu.{menu}-{page}" for page in range(2, 10)))
    return tuple(page for page in pages if page in Texts("zh").names())
