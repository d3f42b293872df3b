"""Settings at the top of a file, blocks and marks."""

from __future__ import annotations

import re

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.lexer import TokenKind, text_of
from pos_emulator.keyscript.steps.structure import (
    BeginBackground,
    BeginExamples,
    BeginScenario,
    KnownFailure,
    RequireFeature,
    SourceFile,
    Tag,
    UseLang,
    UseProfile,
    UseSeed,
)
from pos_emulator.texts.catalogue import LANGUAGES

_MOST_SEED = 2**32 - 1


def _profile(arguments: Arguments) -> UseProfile:
    return UseProfile(arguments.word("the name of a profile"), place=arguments.place)


def _seed(arguments: Arguments) -> UseSeed:
    number = arguments.number(f"a number from 0 to {_MOST_SEED}", least=0, most=_MOST_SEED)
    return UseSeed(number, place=arguments.place)


def _lang(arguments: Arguments) -> UseLang:
    choices = {lang: lang for lang in LANGUAGES}
    return UseLang(arguments.choice(choices, "zh or en"), place=arguments.place)


def _require(arguments: Arguments) -> RequireFeature:
    return RequireFeature(arguments.word("the name of a feature"), place=arguments.place)


def _source(arguments: Arguments) -> SourceFile:
    token = arguments.take("a file")
    text = text_of(arguments.line, token)
    if token.kind is TokenKind.REGEX or text.saved or not str(text).strip() or str(text).startswith("/"):
        raise arguments.wrong("a path relative to this file")
    return SourceFile(str(text), place=arguments.place)


def _background(arguments: Arguments) -> BeginBackground:
    return BeginBackground(place=arguments.place)


def _scenario(arguments: Arguments) -> BeginScenario:
    return BeginScenario(arguments.plain_text("a name in quotes"), place=arguments.place)


def _examples(arguments: Arguments) -> BeginExamples:
    return BeginExamples(place=arguments.place)


def _tag(arguments: Arguments) -> Tag:
    words = [_tag_word(arguments)]
    while arguments.more:
        words.append(_tag_word(arguments))
    return Tag(tuple(words), place=arguments.place)


def _tag_word(arguments: Arguments) -> str:
    word = arguments.word("a word")
    if not re.fullmatch(r"[\w.-]+", word):
        raise arguments.wrong("a word of letters, digits, dots and hyphens")
    return word


def _known_failure(arguments: Arguments) -> KnownFailure:
    return KnownFailure(arguments.plain_text("a reason in quotes"), place=arguments.place)


COMMANDS = (
    Command("Profile", ("Profile NAME",), "The terminal's settings.", "Profile cn-classic", _profile),
    Command("Seed", ("Seed N",), "What all randomness of a run follows from.", "Seed 42", _seed),
    Command("Lang", ("Lang zh|en",), "The language of screens and slips.", "Lang zh", _lang),
    Command("Require", ("Require FEATURE",), "What the backend must be able to do.", "Require clock", _require),
    Command(
        "Source", ("Source FILE",), "Takes over the background of another file, and what it saves.",
        "Source shop.keys", _source,
    ),
    Command("Background", ("Background",), "Begins what comes before every scenario.", "Background", _background),
    Command("Scenario", ('Scenario "name"',), "Begins a scenario.", 'Scenario "void of a sale"', _scenario),
    Command(
        "Examples", ("Examples, then rows | a | b |",),
        "The scenario runs once a row; <a> and <b> are replaced in all its lines. The first row names them.",
        "Examples", _examples,
    ),
    Command("Tag", ("Tag WORD...",), "Marks the next scenario to be chosen by.", "Tag slow money", _tag),
    Command(
        "Known failure", ('Known failure "why"',), "The next scenario passes while it fails, fails once it passes.",
        'Known failure "the host of the test site rounds"', _known_failure,
    ),
)  # fmt: skip
