from __future__ import annotations

from pos_emulator.keyscript.recorder.trial import problem_of


def test_what_passes_has_no_problem() -> None:
    assert problem_of('Scenario "s"\n  Expect Shows idle.signed-off\n', "x.keys") == ""


def test_what_fails_is_named_with_its_line() -> None:
    found = problem_of('Scenario "s"\n  Expect Shows idle.signed-on\n', "x.keys")
    assert found.startswith("x.keys:2: the terminal shows idle.signed-off")


def test_what_does_not_read_is_said_as_always() -> None:
    assert "unknown command 'Expct'" in problem_of('Scenario "s"\n  Expct\n', "x.keys")
