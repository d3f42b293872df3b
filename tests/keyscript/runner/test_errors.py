from __future__ import annotations

from pos_emulator.keyscript.runner.errors import PlayerDied, ScenarioFailed


def test_its_text_is_the_problem() -> None:
    failed = ScenarioFailed("no card", ("a", "b"))
    assert (str(failed), failed.problem, failed.evidence) == ("no card", "no card", ("a", "b"))


def test_what_to_do_about_a_dead_process() -> None:
    assert str(PlayerDied()).endswith("make room, or play in fewer with -j")
