from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from pos_emulator.commands import show
from pos_emulator.commands.script_reading import read_all
from pos_emulator.commands.show import ShownPlayers, lines_of
from pos_emulator.keyscript.runner.pool import Players
from pos_emulator.keyscript.runner.run import Plan
from pos_emulator.keyscript.runner.select import Selection
from pos_emulator.tui.show_app import ShowApp
from tests.commands.shell import run
from tests.commands.test_run import BAD, GOOD

TWO = BAD + '\nScenario "another"\n  Menu void\n  Secret supervisor\n  Enter\n  Expect Shows void.voucher\n'


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keys that the person in front of the window presses, from its start."""
    keys: list[str] = []

    def in_no_window(app: ShowApp) -> int:
        async def shown() -> None:
            app.pacing.pace = 1.0 if keys else 1e-6
            async with app.run_test() as pilot:
                await pilot.press(*keys)
                async with asyncio.timeout(20):
                    while app.is_running:
                        if app.over or app.pacing.paused:
                            await pilot.press("space")
                        await pilot.pause(0.02)

        asyncio.run(shown())
        return 0

    monkeypatch.setattr(show, "check_window", lambda _or_else: None)
    monkeypatch.setattr(show, "run_window", in_no_window)
    return keys


def plan_of(text: str, folder: Path) -> Plan:
    (folder / "x.keys").write_text(text)
    return read_all([str(folder / "x.keys")], Selection("", (), 1, None))


def results(players: Players, plan: Plan) -> Sequence[object]:
    with players:
        return list(players.play(plan.sources, plan.scripts, plan.tasks))


def test_the_results_are_those_of_an_unseen_run(tmp_path: Path, typed: list[str]) -> None:
    plan = plan_of(TWO, tmp_path)
    assert results(ShownPlayers(), plan) == results(Players(1), plan)


def test_the_report_and_the_exit_code_are_those_of_an_unseen_run(tmp_path: Path, typed: list[str]) -> None:
    (tmp_path / "x.keys").write_text(TWO)
    seen, unseen = (run("run", tmp_path / "x.keys", *more) for more in (["--show"], []))
    assert seen == unseen
    assert (seen.code, seen.out.splitlines()[-1]) == (1, "1 passed, 1 failed")


def test_the_first_failure_can_be_the_end(tmp_path: Path, typed: list[str]) -> None:
    (tmp_path / "x.keys").write_text(TWO)
    ran = run("run", tmp_path / "x.keys", "--show", "-x")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "1 failed, 1 not run")


def test_a_window_that_is_closed_early_interrupts_the_run(tmp_path: Path, typed: list[str]) -> None:
    typed += ["q"]
    (tmp_path / "x.keys").write_text(GOOD)
    ran = run("run", tmp_path / "x.keys", "--show")
    assert (ran.code, ran.out.splitlines()[-1]) == (130, "1 not run (interrupted)")


def test_lines_are_counted_as_the_parser_counts_them() -> None:
    assert lines_of(b"\xef\xbb\xbfEnter\r\n# \xe2\x80\xa8x\nCancel") == ("Enter", "# \u2028x", "Cancel")
