from __future__ import annotations

from tests.pytest_plugin.conftest import Project


def test_it_is_not_read_where_its_tests_are_not_wanted(project: Project) -> None:
    project.write("bad.keys", "no script")
    loaded = "'pos_emulator.pytest_plugin.keys_items' in sys.modules"
    project.write("test_own.py", f"import sys\n\ndef test_own():\n    assert not {loaded}\n")
    project.pytester.runpytest_subprocess("test_own.py").assert_outcomes(passed=1)
    project.pytester.runpytest_subprocess().assert_outcomes(errors=1)
