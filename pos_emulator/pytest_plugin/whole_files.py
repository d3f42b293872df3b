"""Which files of tests are played whole: only then can a golden that nobody takes be called unused."""

from __future__ import annotations

from collections.abc import Container, Sequence
from pathlib import Path

import pytest

USES_TERMINAL = "_pos_desk"
"""The fixture of every test with a terminal."""

_CHOOSE = ("keyword", "markexpr", "deselect", "lf", "stepwise", "collectonly")
"""Options by which some tests are left out, or all; the first of several processes hears of no others."""
_LEFT_OUT = pytest.StashKey[set[Path]]()
_COUNTED = pytest.StashKey[dict[Path, list[str]]]()


class _Every(Container[Path]):
    def __contains__(self, _path: object) -> bool:
        return True


def leave_out(items: Sequence[pytest.Item]) -> None:
    """Some tests of these files are not played, for somebody chose others."""
    for item in items:
        item.config.stash.setdefault(_LEFT_OUT, set()).add(item.path)


def partial(session: pytest.Session) -> Container[Path]:
    """Files of which some tests were left out; every file where tests were named one by one."""
    config = session.config
    if any("::" in word for word in config.args) or config.getoption("lf", False):
        return _Every()
    return config.stash.get(_LEFT_OUT, set())


def looked_through(session: pytest.Session) -> list[Path]:
    """The folders that were named, where nobody chose among what is in them."""
    config = session.config
    chosen = any(config.getoption(name, None) for name in _CHOOSE) or config.stash.get(_LEFT_OUT, set())
    if chosen or session.shouldstop or session.shouldfail:
        return []
    named = (config.invocation_params.dir / word for word in config.args)
    return [path for path in named if path.is_dir()]


def counted_tests(session: pytest.Session) -> dict[Path, list[str]]:
    """The tests with a terminal, by their files."""
    counted = session.stash.get(_COUNTED, None)
    if counted is None:
        counted = session.stash[_COUNTED] = {}
        for item in session.items:
            if USES_TERMINAL in getattr(item, "fixturenames", ()):
                counted.setdefault(item.path, []).append(item.nodeid)
    return counted


def place_in_file(item: pytest.Item) -> tuple[int, int]:
    """The how-manieth of how many tests with a terminal of its file; of -1 where the file is not played whole."""
    if item.path in partial(item.session):
        return 0, -1
    tests = counted_tests(item.session)[item.path]
    return tests.index(item.nodeid), len(tests)
