"""What happens on the shop counter around the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pos_emulator.keyscript.steps.moves import Way
from pos_emulator.keyscript.steps.step import Act


class PaperState(Enum):
    """What happens to the printer's paper."""

    OUT = "out"
    LOAD = "load"
    JAM = "jam"


@dataclass(frozen=True, slots=True)
class CustomerArrives(Act):
    """`Customer arrives holding demo-debit demo-chip`."""

    holding: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerLeaves(Act):
    """`Customer leaves forgetting demo-chip`; empty where nothing is forgotten."""

    forgetting: str = ""


@dataclass(frozen=True, slots=True)
class ReaderFault(Act):
    """`Reader fault`: the next card cannot be read."""


@dataclass(frozen=True, slots=True)
class PresentCard(Act):
    """`Card swipe demo-debit`."""

    way: Way
    card: str


@dataclass(frozen=True, slots=True)
class RemoveCard(Act):
    """`Card remove demo-chip`."""

    card: str


@dataclass(frozen=True, slots=True)
class Paper(Act):
    """`Paper out`."""

    state: PaperState


@dataclass(frozen=True, slots=True)
class Power(Act):
    """`Power cut`, `Power on`."""

    on: bool


@dataclass(frozen=True, slots=True)
class PlugLine(Act):
    """`Line unplug`, `Line plug`."""

    plugged: bool


CounterStep = (
    CustomerArrives | CustomerLeaves | ReaderFault | PresentCard | RemoveCard | Paper | Power | PlugLine
)
