"""A scenario of a keypad script, or a row of its Examples, as a test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_emulator.keyscript.asked import Asked
from pos_emulator.keyscript.backends.backend import backend_of
from pos_emulator.keyscript.backends.limits import limits
from pos_emulator.keyscript.card_numbers import without_card_numbers
from pos_emulator.keyscript.check import check
from pos_emulator.keyscript.errors import ScriptError, raise_all
from pos_emulator.keyscript.product import product_world
from pos_emulator.keyscript.report.text import failure_lines
from pos_emulator.keyscript.runner.goldens import compared, to_take
from pos_emulator.keyscript.runner.play import play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.keyscript.runner.sources import source_at
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.profile import ProfileError
from pos_emulator.pytest_plugin.golden_keeper import PLAYED, played
from pos_emulator.pytest_plugin.options import DEFAULT_PROFILE, Settings, settings_of
from pos_emulator.pytest_plugin.reports import again, properties, shortened
from pos_emulator.runtime.errors import SurroundingsError

_WITH_A_MEANING = frozenset(
    {"asyncio", "filterwarnings", "parametrize", "skip", "skipif", "usefixtures", "xdist_group", "xfail"}
)
"""Marks that pytest acts upon: a tag of that name is only a word to choose by."""


class ScenarioEnded(Exception):  # noqa: N818 - an outcome
    """A scenario did not end well; `result` has all of it."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.failure.problem if result.failure else "")
        self.result = result


class ScenarioMissed(ScenarioEnded):
    """It did not go as its script says."""


class ScenarioBroke(ScenarioEnded):
    """Something in the product broke: no known failure covers that."""


def items_of(file: pytest.File) -> Iterator[KeysItem]:
    """Every scenario of a file, under every profile that was asked for.

    Raises:
        CollectError: the file does not parse or check; all that is wrong, without a traceback.
    """
    settings = settings_of(file.config)
    try:
        _, script = source_at(file.path)
        variants = list(_variants(script, settings))
    except (ScriptError, ProfileError) as error:
        raise file.CollectError(shortened(str(error), file.config)) from None
    except OSError as error:
        raise file.CollectError(f"{file.path.name}: {error.strerror}") from None
    names = Counter(scenario.name for scenario in script.scenarios)
    for number, scenario in enumerate(script.scenarios):
        for profile, variant in variants:
            row = f"row {scenario.row}" if names[scenario.name] > 1 else ""
            inside = "-".join(filter(None, (row, profile)))
            name = _readable(scenario.name) + (f"[{inside}]" if inside else "")
            yield KeysItem.from_parent(file, name=name, script=variant, scenario=scenario, number=number)


class KeysItem(pytest.Item):
    """One scenario to play."""

    def __init__(self, *, script: Script, scenario: Scenario, number: int, **of_pytest: Any) -> None:
        super().__init__(**of_pytest)
        self._script, self._scenario, self._number = script, scenario, number
        self._settings = settings_of(self.config)
        self._backend = backend_of(self._settings.backend, allow_remote=self._settings.allow_remote)
        self._mark()

    def _mark(self) -> None:
        for word in self._scenario.tags:
            self.extra_keyword_matches.add(word)
            if word not in _WITH_A_MEANING and not word.startswith("_"):
                # Whoever is strict about marks wants to know them first.
                mark = f"{word}: a Tag of keypad scripts"
                if mark not in self.config.getini("markers"):
                    self.config.addinivalue_line("markers", mark)
                self.add_marker(word)
        if self._scenario.known_failure:
            why = self._scenario.known_failure
            self.add_marker(pytest.mark.xfail(reason=why, strict=True, raises=ScenarioMissed))

    def setup(self) -> None:
        """What it asks and cannot have where it is to be played is said before the first key."""
        try:
            raise_all(limits(self._script, [self._scenario], self._backend))
        except ScriptError as error:
            raise pytest.fail.Exception(shortened(str(error), self.config), pytrace=False) from None

    def runtest(self) -> None:
        """Play it, and compare its goldens."""
        playing = Playing.of(self._script, self._scenario, backend=self._backend)
        judged = to_take if self._settings.update_goldens else compared
        result = judged(play(playing))
        self.stash[PLAYED] = played(result, number=self._number, of=len(self._script.scenarios))
        self.user_properties += properties(result)
        if result.outcome is Outcome.CRASHED:
            raise ScenarioBroke(result)
        if result.outcome in (Outcome.FAILED, Outcome.KNOWN):
            raise ScenarioMissed(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What the runner says of a failure; of anything else, what pytest does."""
        if isinstance(excinfo.value, SurroundingsError):
            return str(excinfo.value)
        if not isinstance(excinfo.value, ScenarioEnded):
            return super().repr_failure(excinfo, style)
        lines = failure_lines(
            excinfo.value.result, again=again(self, excinfo.value.result.seed, self._settings)
        )
        return shortened("\n".join(lines), self.config)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the scenario stands."""
        return self.path, self._scenario.place.line - 1, self.name


def _variants(script: Script, settings: Settings) -> Iterator[tuple[str, Script]]:
    """The script as it is to be played, and the profile behind each where there are several.

    Raises:
        ScriptError: under a profile that it does not name itself, something in it is wrong.
    """
    spoken = _in_force(script, settings)
    if script.profile is not None:
        yield "", spoken
        return
    for profile in settings.profiles:
        variant = Asked(profile=profile).behind(spoken)
        if profile != DEFAULT_PROFILE:
            check(variant, product_world(profile))
        yield profile if len(settings.profiles) > 1 else "", variant


def _in_force(script: Script, settings: Settings) -> Script:
    """With the language and seed of the command line, else its own, else those of the ini file."""
    by_default = Asked(lang=settings.default_lang, seed=settings.default_seed)
    return Asked(lang=settings.lang, seed=settings.seed).over(by_default.behind(script))


def _readable(name: str) -> str:
    """A scenario's name as part of a node id, in which :: has a meaning and no card number belongs."""
    printable = "".join(char if char.isprintable() else " " for char in name)
    return without_card_numbers(printable).replace("::", ":") or "scenario"
