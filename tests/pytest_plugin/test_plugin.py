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
        "pos_emulator.pytest_plugin.asked_values",
        "pos_emulator.pytest_plugin.fixtures",
        "pos_emulator.pytest_plugin.golden_keeper",
        "pos_emulator.pytest_plugin.keys_file",
        "pos_emulator.pytest_plugin.options",
        "pos_emulator.pytest_plugin.plugin",
        "pos_emulator.pytest_plugin.reports",
        "pos_emulator.pytest_plugin.whole_files",
    ]


def test_a_project_that_uses_none_of_it_loads_none_of_it(project: Project) -> None:
    project.write(
        "test_own.py",
        """
import sys

def test_own(tmp_path):
    loaded = {name for name in sys.modules if name.startswith(("pos_emulator", "iso8583_specs"))}
    assert not {name for name in loaded if "pytest_plugin" not in name} - {"pos_emulator"}
""",
    )
    project.pytester.runpytest_subprocess("-n", "0").assert_outcomes(passed=1)


def test_a_fixture_of_the_project_with_the_same_name_is_the_projects(project: Project) -> None:
    fixture = "import pytest\n\n@pytest.fixture\ndef clock():\n    return 12\n\n"
    project.write("test_own.py", f"{fixture}def test_own(clock, terminal):\n    assert clock == 12\n")
    project.run().assert_outcomes(passed=1)


def test_its_mark_is_known(project: Project) -> None:
    assert "@pytest.mark.pos(profile=, lang=, seed=, given=): the terminal of this test" in project.said(
        "--markers"
    )
