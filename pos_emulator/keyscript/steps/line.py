"""Faults of the line."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.keyscript.steps.step import Act
from pos_emulator.link.faults import Fault


@dataclass(frozen=True, slots=True)
class AddFault(Act):
    """`Line delay 3s next response for 0200`."""

    fault: Fault


@dataclass(frozen=True, slots=True)
class CleanLine(Act):
    """`Line clean`: ends all faults."""


LineStep = AddFault | CleanLine
