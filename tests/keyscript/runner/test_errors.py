from __future__ import annotations

import pickle

from pos_emulator.keyscript.runner.errors import BackendLostError, PlayerDied, ScenarioFailed


def test_its_text_is_the_problem() -> None:
    failed = ScenarioFailed("no card", ("a", "b"))
    assert (str(failed), failed.problem, failed.evidence) == ("no card", "no card", ("a", "b"))


def test_what_to_do_about_a_dead_process() -> None:
    assert str(PlayerDied()).endswith("make room, or play in fewer with -j")


def test_what_was_lost_travels_between_processes() -> None:
    lost = pickle.loads(pickle.dumps(BackendLostError("acquirer", what="it ended", advice="run it again")))
    assert isinstance(lost, BackendLostError)
    assert str(lost) == "acquirer: it ended; run it again"
    assert (lost.where, lost.what, lost.advice) == ("acquirer", "it ended", "run it again")
