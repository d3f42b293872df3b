"""Keys and secrets."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.steps.step import Act
from pos_emulator.keyscript.values import Saved


@dataclass(frozen=True, slots=True)
class PressKeys(Act):
    """`Enter`, `Keys 12 Clear 3 Enter`, `Key Up x3`: keys one after the other, each released at once."""

    keys: tuple[Key | Saved, ...]
    """A saved value is typed digit by digit."""


@dataclass(frozen=True, slots=True)
class Chord(Act):
    """`Chord Clear+5`: keys pressed together, in this order."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class TypeSecret(Act):
    """`Secret supervisor`: types a secret by its name, without Enter."""

    name: str


KeyStep = PressKeys | Chord | TypeSecret
