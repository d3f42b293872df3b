"""Expectations of screens, fields, beeps and lamps."""

from __future__ import annotations

import re

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.keyscript.observe.evidence import screens_beside
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.expect import (
    ExpectBeep,
    ExpectField,
    ExpectLamp,
    ExpectMasked,
    ExpectRow,
    ExpectScreen,
    ExpectShows,
    Match,
)
from pos_emulator.keyscript.values import Saved, Text
from pos_emulator.texts import Texts

DisplayStep = ExpectScreen | ExpectShows | ExpectRow | ExpectField | ExpectMasked | ExpectBeep | ExpectLamp


def expect_display(stage: Stage, step: DisplayStep) -> None:
    """Hold an expectation against display, beeper and lamps.

    Raises:
        ScenarioFailed: it does not hold.
    """
    match step:
        case ExpectScreen(name, match):
            text = filled(stage, match)
            holds = any(_is(stage, name, text, screen) for screen in stage.screens)
            expected = _lines("Screen", name, text, negated=step.negated)
            problem = "such a screen was shown" if step.negated else "no such screen was shown"
        case ExpectShows(name, match):
            text = filled(stage, match)
            holds = _is(stage, name, text, stage.bench.screen)
            expected = _lines("Shows", name, text, negated=step.negated)
            problem = f"the terminal shows {stage.bench.screen.name}"
        case ExpectRow(row, match):
            text = filled(stage, match)
            rows = stage.bench.screen.rows
            actual = rows[row - 1].strip() if row <= len(rows) else ""
            holds = isinstance(text, str) and text in actual
            expected = _lines(f"Row {row}", "", text, negated=step.negated)
            problem = f'row {row} is "{actual}"'
        case ExpectField():
            holds, expected, problem = _field(stage, step)
        case ExpectMasked(stars):
            actual_stars = stage.bench.screen.fields.get("stars")
            holds = actual_stars == stars
            expected = [f"Masked {stars}"]
            problem = (
                "the screen hides nothing" if actual_stars is None else f"{actual_stars} stars are shown"
            )
        case ExpectBeep(beep):
            holds = beep in stage.beeps
            expected = [f"Beep {beep.value}"]
            problem = f"heard: {', '.join(each.value for each in stage.beeps) or 'nothing'}"
        case ExpectLamp(lamp):
            lamps = sorted(each.value for each in stage.bench.screen.lamps)
            holds = lamp in stage.bench.screen.lamps
            expected = [f"Lamp {lamp.value}"]
            problem = f"lit: {', '.join(lamps) or 'none'}"
    if holds is step.negated:
        raise ScenarioFailed(problem, screens_beside(expected, stage.screens))


def filled(stage: Stage, match: Match | None) -> str | re.Pattern[str] | None:
    """A text with its values in it; a regex as it is."""
    if isinstance(match, Text):
        return match.filled(lambda saved: stage.values.text(saved, stage.bench.state))
    return match


def _is(stage: Stage, name: str, text: str | re.Pattern[str] | None, screen: Screen) -> bool:
    return name in ("", screen.name) and (text is None or stage.shows(screen, text))


def _field(stage: Stage, step: ExpectField) -> tuple[bool, list[str], str]:
    fields = stage.bench.screen.fields
    if step.field not in fields:
        return False, [f"Field {step.field}"], f"{stage.bench.screen.name} has no field {step.field}"
    actual = fields[step.field]
    if isinstance(step.value, int | Saved):
        wanted: object = stage.values.fen(step.value, stage.bench.state)
        return actual == wanted, [f"Field {step.field} {_shown(wanted)}"], f"{step.field} is {_shown(actual)}"
    text = step.value.filled(lambda saved: stage.values.text(saved, stage.bench.state))
    word = Texts(stage.lang).words(step.field).get(str(actual), "")
    holds = text in (str(actual), word)
    return holds, [f'Field {step.field} "{text}"'], f'{step.field} is "{actual}"'


def _shown(value: object) -> str:
    return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else str(value)


def _lines(what: str, name: str, text: str | re.Pattern[str] | None, *, negated: bool) -> list[str]:
    shown = "" if text is None else f'"{text}"' if isinstance(text, str) else f"/{text.pattern}/"
    return [f"{'Not ' if negated else ''}{what} {name}".rstrip(), *([shown] if shown else [])]
