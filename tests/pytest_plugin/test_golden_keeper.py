from __future__ import annotations

from pathlib import Path

import pytest

from tests.pytest_plugin.conftest import Project

SNAP = 'Scenario "snap {0}"\n  Enter\n  Expect Snapshot one\n'
FAILS = 'Scenario "fails"\n  Expect Shows menu.main\n'


@pytest.fixture(params=[(), ("-n", "2")], ids=["alone", "two-processes"])
def processes(request: pytest.FixtureRequest) -> tuple[str, ...]:
    return tuple(request.param)


def goldens(project: Project) -> dict[str, str]:
    root: Path = project.pytester.path
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in sorted(root.rglob("goldens/*/*.txt"))
    }


def test_a_snapshot_without_a_golden_fails_until_it_is_taken(
    project: Project, processes: tuple[str, ...]
) -> None:
    project.write("qa/day.keys", SNAP.format(1) + SNAP.format(2))
    ran = project.run()
    ran.assert_outcomes(failed=2)
    ran.stdout.fnmatch_lines(["qa/day.keys:3: there is no golden of one yet", "--update-goldens takes *"])
    assert goldens(project) == {}
    updated = project.run("--update-goldens", *processes)
    updated.assert_outcomes(passed=2)
    updated.stdout.fnmatch_lines(["goldens: 2 written, 0 removed"])
    assert list(goldens(project)) == ["qa/goldens/day/snap-1.txt", "qa/goldens/day/snap-2.txt"]
    assert goldens(project)["qa/goldens/day/snap-1.txt"].startswith("=== one\nscreen logon.operator\n|")
    project.run().assert_outcomes(passed=2)


def test_a_golden_that_differs_shows_where(project: Project) -> None:
    project.write("day.keys", SNAP.format(1))
    project.run("--update-goldens")
    path = project.pytester.path / "goldens/day/snap-1.txt"
    path.write_text(path.read_text("utf-8").replace("screen logon.operator", "screen menu.main"), "utf-8")
    ran = project.run()
    ran.assert_outcomes(failed=1)
    ran.stdout.fnmatch_lines(["-screen menu.main", "+screen logon.operator"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("other.keys", FAILS, id="a-scenario"),
        pytest.param("test_other.py", "def test_other():\n    assert False\n", id="a-test"),
        pytest.param(
            "test_other.py", "def test_other(keys):\n    keys('Expct x')\n", id="a-test-with-fixtures"
        ),
    ],
)
def test_none_is_written_while_anything_else_fails(project: Project, name: str, text: str) -> None:
    project.write("day.keys", SNAP.format(1))
    project.write(name, text)
    ran = project.run("--update-goldens")
    ran.assert_outcomes(passed=1, failed=1)
    ran.stdout.fnmatch_lines(["goldens: none written, for 1 failed"])
    assert goldens(project) == {}


def test_none_is_written_where_a_file_does_not_read(project: Project) -> None:
    project.write("day.keys", SNAP.format(1))
    project.write("bad.keys", "Scenario")
    assert project.run("--update-goldens").ret != 0
    assert project.run("--update-goldens", "--continue-on-collection-errors").ret != 0
    assert goldens(project) == {}


def test_an_unused_golden_fails_and_an_update_removes_it(
    project: Project, processes: tuple[str, ...]
) -> None:
    project.write("qa/day.keys", SNAP.format(1) + SNAP.format(2))
    project.run("--update-goldens")
    project.write("qa/day.keys", SNAP.format(2))
    ran = project.run(*processes)
    ran.assert_outcomes(passed=1, failed=1)
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.stdout.fnmatch_lines(["qa/goldens/day/snap-1.txt: no scenario takes this golden; *"])
    project.run("--update-goldens").assert_outcomes(passed=1)
    assert list(goldens(project)) == ["qa/goldens/day/snap-2.txt"]


def test_what_was_not_played_is_not_unused(project: Project) -> None:
    project.write("day.keys", SNAP.format(1) + SNAP.format(2))
    project.run("--update-goldens")
    project.run("-k", "snap and 2").assert_outcomes(passed=1, deselected=1)
    project.run("--update-goldens", "-k", "snap and 2").assert_outcomes(passed=1, deselected=1)
    assert len(goldens(project)) == 2


def test_a_snapshot_of_a_test_has_its_golden_beside_the_test(project: Project) -> None:
    project.write(
        "test_snap.py", "def test_snap(keys):\n    keys('Enter')\n    keys('Expect Snapshot one')\n"
    )
    ran = project.run()
    ran.assert_outcomes(passed=1, errors=1)
    ran.stdout.fnmatch_lines(["test_snap.py:1: there is no golden of one yet"])
    project.run("--update-goldens").assert_outcomes(passed=1)
    assert list(goldens(project)) == ["goldens/test_snap.py/test_snap.txt"]
    project.run().assert_outcomes(passed=1)


def test_a_project_without_snapshots_hears_nothing_of_goldens(project: Project) -> None:
    project.write("test_own.py", "def test_own():\n    pass\n")
    assert "goldens:" not in project.said("--update-goldens")


def test_a_known_failure_leaves_its_golden_alone(project: Project) -> None:
    project.write("day.keys", SNAP.format(1))
    project.run("--update-goldens")
    project.write("goldens/day/snap-1.txt", "=== one\nas it was\n")
    project.write(
        "day.keys", 'Known failure "later"\n' + SNAP.format(1) + "  Expect Shows menu.main\n" + SNAP.format(2)
    )
    ran = project.run("--update-goldens")
    ran.assert_outcomes(passed=1, xfailed=1)
    ran.stdout.fnmatch_lines(["goldens: 1 written, 0 removed"])
    assert goldens(project)["goldens/day/snap-1.txt"] == "=== one\nas it was\n"


@pytest.mark.parametrize("option", [(), ("--update-goldens",)], ids=["compared", "updated"])
def test_a_known_failure_may_be_that_of_a_snapshot(project: Project, option: tuple[str, ...]) -> None:
    project.write("goldens/day/snap-1.txt", "=== one\nas it should be\n")
    project.write("day.keys", 'Known failure "later"\n' + SNAP.format(1))
    project.run(*option).assert_outcomes(xfailed=1)
    assert goldens(project)["goldens/day/snap-1.txt"] == "=== one\nas it should be\n"


TWO_TESTS = """
def test_one(keys):
    keys('Expect Snapshot s')

def test_two(keys):
    keys('Expect Snapshot s')
"""
ONE_TEST = TWO_TESTS.partition("def test_two")[0]


@pytest.mark.parametrize(
    ("left", "well"),
    [(ONE_TEST, 1), ("def test_other():\n    pass\n", 1), ("", 0)],
    ids=["one", "other", "none"],
)
def test_an_unused_golden_of_a_test_fails_and_an_update_removes_it(
    project: Project, left: str, well: int
) -> None:
    project.write("test_v.py", TWO_TESTS)
    project.run("--update-goldens").assert_outcomes(passed=2)
    project.write("test_v.py", left)
    ran = project.run()
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.stdout.fnmatch_lines(["goldens/test_v.py/test_two.txt: no scenario takes this golden; *"])
    project.run("--update-goldens").stdout.fnmatch_lines(
        [f"goldens: 0 written, {1 if left == ONE_TEST else 2} removed"]
    )
    assert "goldens/test_v.py/test_two.txt" not in goldens(project)
    assert project.run().parseoutcomes().get("passed", 0) == well


def test_an_unused_golden_of_a_test_is_found_in_two_processes(project: Project) -> None:
    project.write("test_v.py", TWO_TESTS)
    project.run("--update-goldens", "-n", "2").assert_outcomes(passed=2)
    project.write("test_v.py", ONE_TEST)
    project.run("-n", "2").assert_outcomes(passed=1, failed=1)


def test_methods_of_one_name_have_a_golden_each(project: Project) -> None:
    method = "    def test_m(self, keys):\n        keys('Expect Snapshot s')\n"
    project.write("test_v.py", f"class TestA:\n{method}\nclass TestB:\n{method}")
    project.run("--update-goldens").assert_outcomes(passed=2)
    assert list(goldens(project)) == [
        "goldens/test_v.py/testa-test_m.txt",
        "goldens/test_v.py/testb-test_m.txt",
    ]


def test_two_tests_with_one_golden_fail(project: Project) -> None:
    test = (
        "@pytest.mark.parametrize('n', ['a b', 'a-b'])\ndef test_m(keys, n):\n    keys('Expect Snapshot s')\n"
    )
    project.write("test_v.py", f"import pytest\n{test}")
    ran = project.run("--update-goldens")
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.stdout.fnmatch_lines(["test_v.py: test_m[[]a b[]] and test_m[[]a-b[]] would have one golden"])
    assert goldens(project) == {}


def test_the_goldens_of_a_script_that_is_gone_are_unused(
    project: Project, processes: tuple[str, ...]
) -> None:
    project.write("day.keys", SNAP.format(1))
    project.run("--update-goldens")
    (project.pytester.path / "day.keys").unlink()
    project.write("night.keys", 'Scenario "left"\n  Expect Shows idle.signed-off\n')
    for chosen in (("night.keys",), ("-k", "left"), ("--pos-seed", "1", "night.keys")):
        assert project.run(*chosen, *processes).ret == 0
    ran = project.run(*processes)
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.stdout.fnmatch_lines(["goldens/day/snap-1.txt: no scenario takes this golden; *"])
    project.run("--update-goldens", *processes).stdout.fnmatch_lines(["goldens: 0 written, 1 removed"])
    assert goldens(project) == {}


def test_no_golden_is_written_while_one_cannot_be(project: Project) -> None:
    project.write("day.keys", SNAP.format(1) + SNAP.format(2))
    (project.pytester.path / "goldens/day/snap-2.txt").mkdir(parents=True)
    ran = project.run("--update-goldens")
    ran.assert_outcomes(passed=2, failed=1)
    ran.stdout.fnmatch_lines(["goldens/day/snap-2.txt: a folder is where a golden has to be; *"])
    assert not (project.pytester.path / "goldens/day/snap-1.txt").exists()
