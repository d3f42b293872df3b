from __future__ import annotations

import subprocess
import sys

from tests.pytest_plugin.conftest import Project

ON = 'Scenario "on"\n  Expect Shows idle.signed-off\n'


def test_a_script_is_a_file_of_tests(project: Project) -> None:
    project.write("qa/day.keys", ON + 'Scenario "menu"\n  Enter\n  Expect Not Shows idle.signed-off\n')
    ran = project.run("-v")
    ran.assert_outcomes(passed=2)
    ran.stdout.fnmatch_lines(["qa/day.keys::on PASSED*", "qa/day.keys::menu PASSED*"])


def test_nothing_heavy_is_loaded_where_nothing_is_used() -> None:
    code = "import sys, pos_emulator.pytest_plugin.plugin; print(*sorted(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"construct", "crcmod", "cryptography", "iso8583_specs", "textual", "tomllib"}
    assert heavy.isdisjoint(ran.stdout.split())
    assert [name for name in ran.stdout.split() if name.startswith("pos_emulator")] == [
        "pos_emulator",
        "pos_emulator.pytest_plugin",
        "pos_emulator.pytest_plugin.fixtures",
        "pos_emulator.pytest_plugin.golden_keeper",
        "pos_emulator.pytest_plugin.options",
        "pos_emulator.pytest_plugin.plugin",
        "pos_emulator.pytest_plugin.reports",
    ]
