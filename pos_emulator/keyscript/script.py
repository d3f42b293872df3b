"""A script as it was read: its settings, its background, its scenarios with Examples expanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pos_emulator.keyscript.places import NOWHERE, Place
from pos_emulator.keyscript.steps import AnyStep
from pos_emulator.keyscript.steps.structure import RequireFeature, UseLang, UseProfile, UseSeed


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario, or one row of its Examples.

    Attributes:
        name: With the values of the row in it.
        steps: Its own commands; the background of the script comes before them.
        title: As written, with its ``<column>``; the rows of one scenario share it.
        row: From 1, or 0 without Examples.
        example: The row's values by column.
        known_failure: Why it fails; empty where it should not.
        place, end_line: Its first line, and the number of its last.
    """

    name: str
    steps: tuple[AnyStep, ...] = ()
    title: str = ""
    row: int = 0
    example: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    tags: tuple[str, ...] = ()
    known_failure: str = ""
    place: Place = field(default=NOWHERE, compare=False, repr=False)
    end_line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Script:
    """One file.

    Attributes:
        file: As it was named to the parser.
        profile, seed, lang: Settings at its top, None where it has none; ``place`` of each for errors.
        requires: Features a backend must have.
        sources: The files it sources, each once, in the order of their backgrounds.
        background: Sourced backgrounds first, then its own.
        scenarios: In order, the rows of Examples one after the other.
        unused_columns: Columns of Examples that no line names, for `lint`.
    """

    file: str
    profile: UseProfile | None = None
    seed: UseSeed | None = None
    lang: UseLang | None = None
    requires: tuple[RequireFeature, ...] = ()
    sources: tuple[str, ...] = ()
    background: tuple[AnyStep, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    unused_columns: tuple[tuple[Place, str], ...] = field(default=(), compare=False)
