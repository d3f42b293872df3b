from __future__ import annotations

from pathlib import Path

from tests.commands.shell import run

QA = Path(__file__).parents[2] / "scripts" / "qa"


def test_the_scripts_of_the_project_give_no_cause_for_a_remark() -> None:
    ran = run("lint", QA)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith(" files, no remarks\n")


def test_a_remark_fails(tmp_path: Path) -> None:
    path = tmp_path / "a.keys"
    path.write_text('Scenario "s"\n  Enter\n')
    ran = run("lint", path)
    assert ran.code == 1
    assert ran.out == (
        f'{path}:1:1: the scenario expects nothing [no-expectation]\n  | Scenario "s"\n  | ^^^^^^^^\n'
        "1 file, 1 remark\n"
    )
    (remark,) = run("lint", path, "--json").json
    assert (remark["line"], remark["column"], remark["rule"]) == (1, 1, "no-expectation")


def test_all_that_is_wrong_with_all_files_is_said(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.keys").write_text('Scenario "s"\n  Entr\n')
    ran = run("lint", tmp_path)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("unknown command 'Entr'") == 2
    assert "no key was pressed" not in ran.err
