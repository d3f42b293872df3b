"""Remarks on style: a script that runs, and could say more or less."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.check_saved import kept_by, transactions_in, values_in
from pos_emulator.keyscript.errors import pointed
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.spots import spot
from pos_emulator.keyscript.steps.counter import Power, PresentCard
from pos_emulator.keyscript.steps.expect import ExpectScreen, ExpectShows
from pos_emulator.keyscript.steps.keys import Chord, PressKeys, TypeSecret
from pos_emulator.keyscript.steps.step import Act, Expectation, Step, Teaching

_SECRET_PROMPTS = (".password", ".pin")
_OPEN_PROMPTS = (".amount", ".voucher", ".operator")
"""What is typed there stands on the screen."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark; `rule` names what it is about."""

    place: Place
    rule: str
    text: str

    def __str__(self) -> str:
        return pointed(self.place, f"{self.text} [{self.rule}]")


def lint(script: Script) -> list[Remark]:
    """All remarks on a script, by line, each once."""
    remarks = [
        *(Remark(place, "unused-column", f"no line names <{name}>") for place, name in script.unused_columns),
        *_unused_names(script),
        *_off(script),
        *_digits_of_secrets(script),
    ]
    titles: set[str] = set()
    rows: dict[tuple[int, tuple[str, ...]], int] = {}
    for scenario in script.scenarios:
        if scenario.title not in titles:
            titles.add(scenario.title)
            remarks += _without_expectation(scenario)
        first = rows.setdefault((scenario.place.line, tuple(scenario.example.values())), scenario.row)
        if first != scenario.row:
            text = f"row {scenario.row} of Examples is row {first} again"
            remarks.append(Remark(scenario.place, "same-row", text))
    found = {(remark.place.file, remark.place.line, remark.rule, remark.text): remark for remark in remarks}
    return sorted(found.values(), key=lambda remark: (remark.place.file, remark.place.line, remark.rule))


def _without_expectation(scenario: Scenario) -> Iterator[Remark]:
    """A scenario that teaches may only show."""
    if not any(isinstance(step, Expectation | Teaching) for step in scenario.steps):
        yield Remark(scenario.place, "no-expectation", "the scenario expects nothing")


def _unused_names(script: Script) -> Iterator[Remark]:
    """A file that is only sourced keeps names for others."""
    for scenario in script.scenarios:
        yield from _unused(scenario.steps, scenario.steps)
    if script.scenarios:
        own = [step for step in script.background if step.place.file == script.file]
        yield from _unused(own, [*script.background, *(s for each in script.scenarios for s in each.steps)])


def _unused(keeping: Iterable[Step], using: Iterable[Step]) -> Iterator[Remark]:
    used = {name for step in using for name in _names_in(step)}
    for step in keeping:
        for name in kept_by(step):
            if name not in used:
                yield Remark(spot(step, f"${name}"), "unused-name", f"nothing uses ${name}")


def _names_in(step: Step) -> Iterator[str]:
    yield from transactions_in(step)
    yield from (saved.name for saved in values_in(step))


def _off(script: Script) -> Iterator[Remark]:
    """Keys and cards do nothing while the power is cut."""
    on = True
    for step in script.background:
        match step:
            case Power(on):
                pass
    for scenario in script.scenarios:
        powered = on
        for each in scenario.steps:
            match each:
                case Power(powered):
                    pass
                case PressKeys() | Chord() | TypeSecret() | PresentCard() if not powered:
                    yield Remark(each.place, "power-is-cut", "the power is cut: this does nothing")


def _digits_of_secrets(script: Script) -> Iterator[Remark]:
    for steps in (script.background, *(scenario.steps for scenario in script.scenarios)):
        prompt = ""
        for step in steps:
            match step:
                case ExpectScreen(name, negated=False) | ExpectShows(name, negated=False):
                    prompt = name
                case PressKeys(keys) if prompt.endswith(_SECRET_PROMPTS):
                    if any(isinstance(key, Key) and key.is_digit for key in keys):
                        yield Remark(
                            step.place, "typed-secret", "a secret typed by its digits; use Secret NAME"
                        )
                    prompt = ""
                case TypeSecret(name):
                    if prompt.endswith(_OPEN_PROMPTS):
                        yield Remark(step.place, "open-secret", f"{prompt} shows the digits of {name}")
                    prompt = ""
                case Act():
                    prompt = ""
