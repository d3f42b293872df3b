from __future__ import annotations

import pytest

from tests.pytest_plugin.conftest import Project

TWO_TESTS = """
def test_one(keys):
    keys('Expect Snapshot s')

def test_two(keys):
    keys('Expect Snapshot s')
"""


@pytest.mark.parametrize(
    "words", [("-k", "one"), ("test_v.py::test_one",), ("--deselect", "test_v.py::test_two")]
)
def test_a_golden_of_a_test_that_was_not_asked_for_is_not_unused(
    project: Project, words: tuple[str, ...]
) -> None:
    project.write("test_v.py", TWO_TESTS)
    project.run("--update-goldens").assert_outcomes(passed=2)
    assert project.run("--update-goldens", *words).ret == pytest.ExitCode.OK
    assert len(list(project.pytester.path.glob("goldens/test_v.py/*.txt"))) == 2


def test_after_a_failure_that_stops_the_run_no_golden_is_unused(project: Project) -> None:
    project.write("test_v.py", TWO_TESTS)
    project.run("--update-goldens").assert_outcomes(passed=2)
    project.write("test_v.py", TWO_TESTS.replace("keys('", "assert False; keys('", 1))
    ran = project.run("-x")
    ran.assert_outcomes(failed=1)
    assert "takes this golden" not in ran.stdout.str()
