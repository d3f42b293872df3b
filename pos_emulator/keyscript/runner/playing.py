"""What is played: which scenario of which script, where, and with which randomness."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pos_emulator.keyscript.asked import NOTHING, Asked
from pos_emulator.keyscript.backends.backend import CORE, Backend
from pos_emulator.keyscript.product import profile_name_of
from pos_emulator.keyscript.runner.seeds import DEFAULT_SEED, derived
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.start_states import Shop


@dataclass(frozen=True, slots=True)
class Playing:
    """What is played: a scenario of a script, under a seed, for the how-manieth time.

    Attributes:
        script: With the settings that it is played with.
        asked: Those of them that are not its own.
    """

    script: Script
    scenario: Scenario
    seed: int
    repeat: int = 1
    backend: Backend = CORE
    asked: Asked = NOTHING

    @classmethod
    def of(
        cls,
        script: Script,
        scenario: Scenario,
        *,
        seed: int | None = None,
        repeat: int = 1,
        backend: Backend = CORE,
        asked: Asked = NOTHING,
    ) -> Playing:
        """With what was asked for, else with what the script says."""
        own = script.seed.seed if script.seed is not None else DEFAULT_SEED
        return cls(asked.over(script), scenario, own if seed is None else seed, repeat, backend, asked)

    @property
    def shop(self) -> Shop:
        """The terminal the script is about."""
        script = self.script
        return Shop(profile_name_of(script), script.lang.lang if script.lang is not None else "", self.seed)

    @property
    def stream(self) -> int:
        """What the scenario's own randomness follows from: the same alone, in any order, in any process."""
        name = Path(self.script.file).name
        return derived(self.seed, name, self.scenario.name, self.scenario.row, self.repeat)
