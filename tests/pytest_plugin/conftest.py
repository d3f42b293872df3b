"""A project of somebody who uses the plugin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Project:
    """A folder with tests in it, as strict about warnings and marks as this one."""

    pytester: pytest.Pytester

    def write(self, name: str, text: str) -> Path:
        """Put a file there, dedented not at all."""
        path = self.pytester.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(self, *words: str) -> pytest.RunResult:
        """Run pytest there, in this process."""
        return self.pytester.runpytest("-p", "no:asyncio", "-p", "no:hypothesispytest", *words)

    def said(self, *words: str) -> str:
        """What pytest says."""
        return self.run(*words).stdout.str()


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = --strict-markers --strict-config\n")
    return Project(pytester)
