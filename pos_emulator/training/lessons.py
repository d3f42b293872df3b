"""The lessons that come with the emulator: `.keys` files with teaching lines, one per language."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.parser import Load, no_files
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.texts import LANGUAGES

_NAMES = (
    "void-before-card-leaves",
    "refund-password",
    "refund-after-the-card-left",
    "no-answer-reversal",
)

_WATCHED = "onlooker"
"""The tag of a lesson in which somebody stands behind the person who types."""


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """One lesson in one language.

    Attributes:
        title: What it is about, as people read it.
        watched: Whether somebody looks over the shoulder of who types a secret.
    """

    name: str
    title: str
    lang: str
    script: Script = field(repr=False)
    watched: bool = False

    @property
    def scenario(self) -> Scenario:
        """Its one scenario."""
        return self.script.scenarios[0]

    def playing(self, seed: int) -> Playing:
        """The lesson as it is played under a seed."""
        return Playing(self.script, self.scenario, seed)


def lesson_names() -> tuple[str, ...]:
    """All lessons, in the order in which they are best taken."""
    return _NAMES


@cache
def load_lesson(name: str, lang: str) -> Lesson:
    """A lesson in ``zh`` or ``en``.

    Raises:
        LookupError: there is none of that name or in that language.
    """
    if name not in _NAMES:
        raise LookupError(f"no lesson {name!r}: expected one of {', '.join(_NAMES)}")
    if lang not in LANGUAGES:
        raise LookupError(f"no language {lang!r}: expected one of {', '.join(LANGUAGES)}")
    text = files(__package__).joinpath("lessons", lang, f"{name}.keys").read_bytes()
    return lesson_of(text, name=name, file=f"{name}.keys")


def lesson_of(text: bytes, *, name: str, file: str, load: Load = no_files) -> Lesson:
    """A lesson from the text of a script with one scenario.

    Args:
        text, file, load: See `read_script`.
        name: What it is called.

    Raises:
        ScriptError: all that is wrong with the script.
        LookupError: it has another number of scenarios.
    """
    script = read_script(text, file=file, world_for=world_for, load=load)
    if len(script.scenarios) != 1:
        raise LookupError(f"{file}: a lesson has one scenario, this script {len(script.scenarios)}")
    (scenario,) = script.scenarios
    lang = script.lang.lang if script.lang is not None else LANGUAGES[0]
    return Lesson(name, scenario.name, lang, script, watched=_WATCHED in scenario.tags)
