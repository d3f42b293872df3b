"""What pytest loads. It is loaded in every project beside it, so nothing else is until it is used."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pos_emulator.pytest_plugin import options
from pos_emulator.pytest_plugin.golden_keeper import PLAYED, GoldenKeeper

if TYPE_CHECKING:
    from pos_emulator.pytest_plugin.keys_files import KeysFile

_GIVEN = ("pos_profile", "pos_lang", "pos_backend", "pos_seed", "update_goldens")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options and ini settings."""
    options.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """A wrong option ends the run before it begins."""
    if any(config.getoption(name) not in (None, False) for name in _GIVEN):
        options.settings_of(config)
    if not hasattr(config, "workerinput"):  # of a run in several processes, the first one keeps the goldens
        config.pluginmanager.register(GoldenKeeper(), "pos-goldens")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> KeysFile | None:
    """Each keypad script is a file of tests."""
    if not options.is_script(file_path, parent.config):
        return None
    from pos_emulator.pytest_plugin.keys_files import KeysFile

    return KeysFile.from_parent(parent, path=file_path)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """What a scenario showed travels with its report, from whichever process played it."""
    report = yield
    played = item.stash.get(PLAYED, None)
    if played is not None and report.when == "call":
        report.pos_played = played
    return report
