"""How the runner's words become those of a pytest report."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from os.path import relpath
from typing import TYPE_CHECKING

import pytest

from pos_emulator.pytest_plugin.options import CORE, Settings

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.result import Result


def again(item: pytest.Item, seed: int, settings: Settings) -> str:
    """The command that plays a test again, for a shell."""
    where = relpath(item.path, item.config.invocation_params.dir)
    inside = item.nodeid.partition("::")[2]
    words = ["pytest", f"{where}::{inside}", "--pos-seed", str(seed)]
    asked = (
        ("--pos-profile", settings.asked_profile),
        ("--pos-lang", settings.lang),
        ("--pos-backend", "" if settings.backend == CORE else settings.backend),
    )
    words += [word for option, value in asked if value for word in (option, value)]
    return shlex.join(words)


def properties(result: Result) -> Iterator[tuple[str, object]]:
    """What two runs may be compared by: the seed, and digests without a secret in them."""
    yield "seed", result.seed
    for name, digest in result.digests.items():
        yield f"sha256 {name}", digest


def shortened(text: str, config: pytest.Config) -> str:
    """Files below the folder where pytest was started, named from there."""
    return text.replace(f"{config.invocation_params.dir.as_posix()}/", "")
