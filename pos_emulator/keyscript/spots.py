"""Where in its line a step names something, for the checks behind the parser."""

from __future__ import annotations

from pos_emulator.keyscript.lexer import tokens_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.steps.step import Step


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
