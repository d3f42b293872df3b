"""A project of somebody who uses the plugin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

# A run inside a run forgets what it loaded, and the libraries behind these cannot be loaded twice.
import pos_emulator.pytest_plugin.acquirer
import pos_emulator.pytest_plugin.keys_items
import pos_emulator.pytest_plugin.surroundings
import pos_emulator.pytest_plugin.terminal  # noqa: F401
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.pytest_plugin.desk import Desk
from pos_emulator.pytest_plugin.keys import Keys


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
        return self.pytester.runpytest(*words)

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
    plain = "-p no:asyncio -p no:hypothesispytest"
    pytester.makeini(
        f"[pytest]\nfilterwarnings = error\naddopts = --strict-markers --strict-config {plain}\n"
    )
    return Project(pytester)


@pytest.fixture
def desk() -> Desk:
    """A desk of a test, as the fixtures have it."""
    return Desk(Playing.of(Script("test_x.py"), Scenario("test_x")), again="pytest test_x.py::test_x")


@pytest.fixture
def shop(desk: Desk, tmp_path: Path) -> Keys:
    """Commands on that desk, an operator signed on and demo-debit at the counter."""
    keys = Keys(desk, tmp_path)
    keys("Given signed-on\nCustomer arrives holding demo-debit")
    return keys
