"""The names that stand in the place of NAME, CARD or RULE in a form: listed, or who lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import wrap
from types import MappingProxyType

from pos_emulator.firmware.peripherals import Key, Lamp
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.product import GUARDS, START_STATES, product_world

_WIDTH = 108


@dataclass(frozen=True, slots=True)
class _Names:
    """What a place in a form stands for, and where more are found."""

    place: str
    known: tuple[str, ...] = ()
    more: str = ""


_CARDS = "see pos-emulator cards"
_SCREENS = "see pos-emulator screens"
_RULES = "see pos-emulator rules"


def name_lines(command: Command) -> Iterator[str]:
    """The lines that say which names a command knows; none where it takes no name, or any."""
    names = _by_command().get(command.name)
    if names is None:
        return
    listed = ", ".join(names.known)
    text = f"{names.place}: {'; or '.join(filter(None, (listed, names.more)))}"
    yield from wrap(text, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


@cache
def _by_command() -> Mapping[str, _Names]:
    """As the product has them under the default profile."""
    world = product_world()
    return MappingProxyType(
        {
            "Profile": _listed("NAME", world.profiles, "a file that ends in .toml"),
            "Require": _listed("FEATURE", world.features),
            "Key": _Names("NAME", tuple(key.value for key in Key if not key.is_digit)),
            "Menu": _listed("NAME", world.menu_entries),
            "Logon": _listed("NUMBER", world.operators),
            "Given": _Names("NAME", tuple(map(_state, START_STATES))),
            "Expect Lamp": _Names("NAME", tuple(lamp.value for lamp in Lamp)),
            "Expect Why": _listed("RULE", GUARDS, _RULES),
            "Host rule": _Names("NAME", more=_RULES),
            **{name: _Names("CARD", more=_CARDS) for name in ("Customer arrives", "Customer leaves")},
            **{f"Card {act}": _Names("NAME", more=_CARDS) for act in ("swipe", "insert", "tap", "remove")},
            "Sale": _Names("card=NAME", more=_CARDS),
            **{f"Expect {what}": _Names("NAME", more=_SCREENS) for what in ("Screen", "Shows", "Field")},
        }
    )


def _state(name: str) -> str:
    """A start state, with the transactions that it saves."""
    saved = " ".join(f"${each}" for each in sorted(START_STATES[name]))
    return f"{name} (saves {saved})" if saved else name


def _listed(place: str, known: Iterable[str], more: str = "") -> _Names:
    return _Names(place, tuple(sorted(known)), more)
