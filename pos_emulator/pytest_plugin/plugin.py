"""What pytest loads. It is loaded in every project beside it, so nothing else is until it is used."""

from __future__ import annotations

import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import pytest

from pos_emulator.pytest_plugin import options
from pos_emulator.pytest_plugin.fixtures import (
    MARKER,
    PROFILE,
    _pos_desk,
    _pos_profile,
    acquirer,
    clock,
    counter,
    keys,
    line,
    marked,
    terminal,
)
from pos_emulator.pytest_plugin.golden_keeper import PLAYED, GoldenKeeper
from pos_emulator.pytest_plugin.keys_file import KeysFile
from pos_emulator.pytest_plugin.whole_files import leave_out

__all__ = ["_pos_desk", "_pos_profile", "acquirer", "clock", "counter", "keys", "line", "terminal"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options and ini settings."""
    options.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """A wrong option ends the run before it begins."""
    config.addinivalue_line("markers", MARKER)
    if options.any_given(config):
        options.settings_of(config)
    if not hasattr(config, "workerinput"):  # of a run in several processes, the first one keeps the goldens
        config.pluginmanager.register(GoldenKeeper(), "pos-goldens")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> KeysFile | None:
    """Each keypad script is a file of tests."""
    if not options.is_script(file_path, parent.config):
        return None
    return KeysFile.from_parent(parent, path=file_path)


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """A file of which some tests are left out says nothing of goldens that nobody takes."""
    leave_out(items)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """What crossed the line is not taken apart for a difference: it would stand there in clear."""
    seen = sys.modules.get("pos_emulator.pytest_plugin.seen_values")
    if seen is None or not any(isinstance(each, seen.SeenText | seen.SeenOctets) for each in (left, right)):
        return None
    said: list[str] = seen.comparison(op, left, right)
    return said


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """What a scenario showed travels with its report, from whichever process played it."""
    report = yield
    if PLAYED in item.stash:
        report.pos_played = item.stash[PLAYED]
        del item.stash[PLAYED]
    return report


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test with the fixtures is played under every profile that was asked for."""
    if PROFILE in metafunc.fixturenames and "profile" not in marked(metafunc.definition):
        profiles = options.settings_of(metafunc.config).profiles
        if len(profiles) > 1:
            metafunc.parametrize(PROFILE, profiles)
