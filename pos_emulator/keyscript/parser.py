"""Reads a script: lines to steps, blocks to scenarios, Examples to rows. Opens nothing itself."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field

from pos_emulator.keyscript.blocks import Block, blocks_of
from pos_emulator.keyscript.errors import (
    BadArgument,
    BadStructure,
    ScriptError,
    UnknownName,
    quoted,
    raise_all,
)
from pos_emulator.keyscript.lines import lines_of
from pos_emulator.keyscript.scenarios import scenarios_of, steps_of
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.steps import AnyStep
from pos_emulator.keyscript.steps.structure import (
    Header,
    RequireFeature,
    SourceFile,
    UseLang,
    UseProfile,
    UseSeed,
)

Load = Callable[[str], str | bytes]
"""Gives the content of a file by its path; raises OSError where there is none."""

_DEEPEST = 20


def no_files(path: str) -> str:
    """A loader for scripts that source nothing."""
    raise FileNotFoundError(path)


def parse_script(text: str | bytes, *, file: str, load: Load = no_files) -> Script:
    """Read one script and what it sources.

    Args:
        text: The file's content.
        file: What the file is called, for errors and as the start of the paths it sources.
        load: Gives the content of a sourced file.

    Raises:
        ScriptError: all that is wrong, see its `errors`.
    """
    script, errors = parse_leniently(text, file=file, load=load)
    raise_all(errors)
    return script


def parse_leniently(
    text: str | bytes, *, file: str, load: Load = no_files
) -> tuple[Script, tuple[ScriptError, ...]]:
    """Read what can be read of a script, and say what cannot."""
    return _Reading(load).read(text, file, ())


@dataclass(slots=True)
class _Reading:
    """One script and all that it sources; each file is taken over once."""

    load: Load
    known: dict[str, tuple[AnyStep, ...]] = field(default_factory=dict)

    def read(
        self, text: str | bytes, file: str, above: tuple[str, ...]
    ) -> tuple[Script, tuple[ScriptError, ...]]:
        lines, errors = lines_of(text, file)
        header, blocks = blocks_of(lines, errors)
        settings = _Settings(errors)
        background: list[AnyStep] = []
        for step in header:
            if isinstance(step, SourceFile):
                background += self._sourced(step, (*above, _normal(file)), errors)
            else:
                settings.take(step)
        scenarios: list[Scenario] = []
        unused = []
        for block in blocks:
            if block.scenario is None:
                background += steps_of(block, errors)
            else:
                found, columns = scenarios_of(block, errors)
                scenarios += found
                unused += columns
        _check_names(blocks, scenarios, errors)
        script = Script(
            file=file,
            profile=settings.profile,
            seed=settings.seed,
            lang=settings.lang,
            requires=tuple(settings.requires),
            sources=tuple(self.known),
            background=tuple(background),
            scenarios=tuple(scenarios),
            unused_columns=tuple(unused),
        )
        return script, tuple(errors)

    def _sourced(
        self, step: SourceFile, above: tuple[str, ...], errors: list[ScriptError]
    ) -> tuple[AnyStep, ...]:
        path = _normal(posixpath.join(posixpath.dirname(step.place.file), step.path))
        if path in above:
            chain = " > ".join((*above[above.index(path) :], path))
            errors.append(BadStructure(step.place.whole, f"a file sources itself: {chain}"))
        elif len(above) >= _DEEPEST:
            errors.append(BadStructure(step.place.whole, f"more than {_DEEPEST} files source one another"))
        elif path not in self.known:
            try:
                text = self.load(path)
            except OSError as error:
                why = error.strerror or "no such file"
                errors.append(UnknownName(step.place.whole, f"cannot read {quoted(path)}: {why}"))
                return ()
            except ValueError:
                # As with a NUL in it: no file system has such a name.
                errors.append(BadArgument(step.place.whole, f"{quoted(path)} is no name of a file"))
                return ()
            script, wrong = self.read(text, path, above)
            errors += wrong
            self.known[path] = script.background
            return script.background
        return ()


@dataclass(slots=True)
class _Settings:
    """What stands at the top of a file, each setting once."""

    errors: list[ScriptError]
    profile: UseProfile | None = None
    seed: UseSeed | None = None
    lang: UseLang | None = None
    requires: list[RequireFeature] = field(default_factory=list)

    def take(self, step: Header) -> None:
        match step:
            case UseProfile():
                self._once(self.profile, step)
                self.profile = step
            case UseSeed():
                self._once(self.seed, step)
                self.seed = step
            case UseLang():
                self._once(self.lang, step)
                self.lang = step
            case RequireFeature():
                self.requires.append(step)

    def _once(self, before: Header | None, step: Header) -> None:
        if before is not None:
            self.errors.append(
                BadStructure(step.place.whole, f"this is set twice, first in line {before.place.line}")
            )


def _check_names(blocks: list[Block], scenarios: list[Scenario], errors: list[ScriptError]) -> None:
    """No two scenarios of one file may be called the same; rows of one scenario may."""
    first: dict[str, int] = {}
    for scenario in scenarios:
        line = first.setdefault(scenario.name, scenario.place.line)
        if line != scenario.place.line:
            problem = f"a scenario is named {quoted(scenario.name)} already, in line {line}"
            errors.append(BadStructure(scenario.place.whole, problem))


def _normal(path: str) -> str:
    return posixpath.normpath(path)
