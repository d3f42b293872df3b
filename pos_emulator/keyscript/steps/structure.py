"""Lines that make up the file rather than act: settings at the top, blocks, marks."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.keyscript.steps.step import Step


@dataclass(frozen=True, slots=True)
class UseProfile(Step):
    """`Profile cn-classic`."""

    name: str


@dataclass(frozen=True, slots=True)
class UseSeed(Step):
    """`Seed 42`."""

    seed: int


@dataclass(frozen=True, slots=True)
class UseLang(Step):
    """`Lang zh`."""

    lang: str


@dataclass(frozen=True, slots=True)
class RequireFeature(Step):
    """`Require clock`: something that not every backend can do."""

    feature: str


@dataclass(frozen=True, slots=True)
class SourceFile(Step):
    """`Source shop.keys`: its background and saved names; the path is relative to the file."""

    path: str


@dataclass(frozen=True, slots=True)
class BeginBackground(Step):
    """`Background`: what comes before every scenario."""


@dataclass(frozen=True, slots=True)
class BeginScenario(Step):
    """`Scenario "name"`."""

    name: str


@dataclass(frozen=True, slots=True)
class BeginExamples(Step):
    """`Examples`: rows follow, the first being the header."""


@dataclass(frozen=True, slots=True)
class Tag(Step):
    """`Tag slow money`: words by which scenarios are chosen."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownFailure(Step):
    """`Known failure "why"`: passes while it fails."""

    why: str


Header = UseProfile | UseSeed | UseLang | RequireFeature | SourceFile
Mark = Tag | KnownFailure
Structure = Header | Mark | BeginBackground | BeginScenario | BeginExamples
