"""A project of somebody who uses the plugin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

# A run inside a run forgets what it loaded, and the libraries behind these cannot be loaded twice.
import pos_emulator.pytest_plugin.acquirer
import pos_emulator.pytest_plugin.keys
import pos_emulator.pytest_plugin.keys_files
import pos_emulator.pytest_plugin.surroundings
import pos_emulator.pytest_plugin.terminal  # noqa: F401


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

    def digests(self, *words: str) -> dict[str, dict[str, str]]:
        """What each test left in a JUnit report to be compared by."""
        self.run(*words, "--junit-xml", "report.xml")
        cases = ElementTree.parse(self.pytester.path / "report.xml").iter("testcase")
        return {
            case.get("name", ""): {
                each.get("name", ""): each.get("value", "") for each in case.iter("property")
            }
            for case in cases
        }


@pytest.fixture
def project(pytester: pytest.Pytester) -> Project:
    pytester.makeini("[pytest]\nfilterwarnings = error\naddopts = --strict-markers --strict-config\n")
    return Project(pytester)
