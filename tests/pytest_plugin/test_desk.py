from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.keyscript.backends.backend import backend_of
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Outcome
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.steps.clock import ClockForward
from pos_emulator.keyscript.steps.counter import CustomerArrives, RemoveCard
from pos_emulator.keyscript.steps.host import HostFunds
from pos_emulator.pytest_plugin.desk import Desk, KeysFailed
from pos_emulator.pytest_plugin.keys import Keys


def test_a_failure_has_all_that_helps(desk: Desk, shop: Keys) -> None:
    with pytest.raises(KeysFailed) as raised:
        desk.run("Menu void\nExpect Shows menu.main")
    lines = str(raised.value).split("\n")
    assert lines[0] == "keys:2:1: the terminal shows void.password"
    assert lines[1:3] == ["  | Expect Shows menu.main", "  | ^^^^^^^^^^^^^^^^^^^^^^"]
    assert any(line.startswith("last keys: ") for line in lines)
    assert "ledger: nothing is booked" in lines
    assert lines[-1] == "seed 1; again: pytest test_x.py::test_x"


def test_what_stands_in_no_text_shows_no_place(desk: Desk) -> None:
    with pytest.raises(KeysFailed, match=r"^demo-chip is not in the reader\nlast keys"):
        desk.perform(RemoveCard("demo-chip"))


def test_rewinding_repeats_what_the_fixtures_did_too(desk: Desk) -> None:
    desk.run("Given signed-on")
    desk.perform(CustomerArrives(("demo-debit",)), HostFunds(5_00))
    desk.run("Save before\nSale 58.00 as $sale\nRewind before")
    assert desk.stage.bench.counter.at_hand == ("demo-debit",)
    assert desk.stage.bench.desk is not None
    assert desk.stage.bench.desk.funds() == 5_00
    desk.run("Sale 10.00 as $sale")
    assert desk.kept("$sale").amount == 10_00


def test_a_point_can_be_reached_from_before_it(desk: Desk, shop: Keys) -> None:
    shop("Save empty\nSale 58.00 as $sale\nSave one\nRewind empty")
    shop("Expect Ledger $sale absent")
    shop("Rewind one\nExpect Ledger $sale booked")
    assert desk.end(compare=True)[1] == ""


def test_a_stop_that_a_test_looked_at_may_be_on_the_way_to_a_point(desk: Desk, shop: Keys) -> None:
    shop("Sale 58.00 as $sale\nVoid $sale\nVoid $sale")
    assert desk.seen.bench.screen.name == "void.already-voided"
    shop("Keys Cancel Cancel\nSale 1.00\nSave here\nRewind here\nExpect Ledger $sale voided")
    assert desk.end(compare=True)[1] == ""


def test_the_end_is_a_result(desk: Desk, shop: Keys) -> None:
    shop("Sale 58.00 as $sale")
    result, wrong = desk.end(compare=True)
    assert (result.outcome, wrong) == (Outcome.PASSED, "")
    assert result.name == "test_x"
    assert set(result.digests) == {"wire", "screens", "receipts", "ledger"}


def test_a_move_that_stopped_and_was_not_seen(desk: Desk, shop: Keys) -> None:
    shop("Sale 58.00 as $sale\nVoid $sale\nVoid $sale")
    _, wrong = desk.end(compare=True)
    assert wrong.startswith("keys:3:1: the move stopped at void.")


def test_a_move_that_stopped_and_failed_the_next_is_told_once(desk: Desk, shop: Keys) -> None:
    shop("Sale 58.00 as $sale\nVoid $sale\nVoid $sale")
    with pytest.raises(KeysFailed, match="the move in line 3 stopped at void"):
        shop("Settle")
    assert desk.end(compare=True)[1] == ""


def test_what_a_backend_cannot_do_is_said_before_a_line_is_opened(tmp_path: Path) -> None:
    playing = Playing.of(Script("test_x.py"), Scenario("test_x"), backend=backend_of("pty"))
    desk = Desk(playing, again="")
    with pytest.raises(ScriptError, match="keys:2:1: on a real line time cannot be moved"):
        desk.run("Enter\nClock +5s")
    (tmp_path / "late.keys").write_text('Scenario "late"\n  Enter\n  Clock +5s\n')
    with pytest.raises(ScriptError, match=r"late\.keys:3:3: on a real line time cannot be moved"):
        desk.run_file(tmp_path / "late.keys")
    with pytest.raises(ValueError, match="on a real line time cannot be moved"):
        desk.perform(ClockForward(5))
    result, wrong = desk.end(compare=True)
    assert (result.keys, result.seconds, wrong) == (0, 0, "")
