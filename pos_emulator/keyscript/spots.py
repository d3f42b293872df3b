"""Where in its line a step names something, for the checks behind the parser."""

from __future__ import annotations

import re

from pos_emulator.keyscript.lexer import tokens_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.steps.step import Step

_USE = re.compile(r"(?<!as=)\$\{?([A-Za-z_][A-Za-z0-9_]*)")


def spot(step: Step, word: str) -> Place:
    """The last place in the step's line where ``word`` stands: a token of its own rather than a piece of one."""
    tokens = tokens_of(step.place)[::-1] if step.place.text else []
    for token in tokens:
        if token.raw == word:
            return step.place.at(token.column, len(word))
    for token in tokens:
        at = token.raw.find(word)
        if at >= 0:
            return step.place.at(token.column + at, len(word))
    return step.place


def use_of(step: Step, name: str) -> Place:
    """The first place in the step's line where the saved ``name`` is used, not kept."""
    for match in _USE.finditer(step.place.text):
        if match[1] == name:
            return step.place.at(match.start() + 1, len(match[0]))
    return step.place
