from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pos_emulator.commands import terminal
from pos_emulator.tui.lesson_app import LessonApp
from tests.commands.shell import run
from tests.tui.lesson import obey_until

NAME = "void-before-card-leaves"


@pytest.fixture
def trainee(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Keys pressed first; then whoever takes the lesson does what he is told, unless he leaves."""
    keys: list[str] = []

    def in_no_window(app: LessonApp) -> int:
        app.player.pace = app.pacing.pace = 1e-6

        async def taken() -> None:
            async with app.run_test() as pilot:
                await pilot.pause()
                await pilot.press(*keys)
                if not app.is_running:
                    return
                async with asyncio.timeout(60):
                    while app.watches and not app.over:
                        await pilot.pause(0.02)
                    await obey_until(pilot, app, lambda: app.over)
                    await pilot.press("enter", "enter")

        asyncio.run(taken())
        return 0

    monkeypatch.setattr(terminal, "check_window", lambda _or_else: None)
    monkeypatch.setattr(terminal, "run_window", in_no_window)
    return keys


def seed_of(out: str) -> str:
    """The last line."""
    return out.splitlines()[-1]


def test_without_a_name_the_lessons_are_listed() -> None:
    ran = run("lesson")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == [
        "void-before-card-leaves",
        "refund-password",
        "refund-after-the-card-left",
        "no-answer-reversal",
    ]
    listed = run("lesson", "--json", "--lang", "en").json
    assert listed[0]["name"] == NAME
    assert listed[0]["title"].isascii()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["nothing"], "there is no lesson 'nothing'"),
        (["mine.keys"], "mine.keys: no such file"),
        ([NAME, "--json"], "--json is for the list"),
        ([NAME, "--mode", "sleep"], "'sleep' is not one of"),
    ],
)
def test_what_cannot_be_asked_for(typed: list[str], message: str) -> None:
    ran = run("lesson", *typed)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_the_help_says_what_practice_shows_of_a_script_of_ones_own() -> None:
    said = " ".join(run("lesson", "--help").out.split())
    assert "a chapter's Marker and its first Say" in said
    assert "are shown as the task" in said


OWN = """\
Lang en
Background
  Given signed-on
Tag lesson
Scenario "Where the menu is"
  Say "Open the menu."
  Because "All begins there."
  Enter
  Expect Shows menu.main
  Cancel
  Expect Shows idle.signed-on
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (OWN.replace("Enter", "Entr"), "own.keys:8:3: unknown command 'Entr'"),
        (OWN.replace("  Cancel", "  Chord Clear+5"), "own.keys:10: a lesson has no chords"),
        (OWN.replace("Given signed-on", "Given signed-on\n  Settle"), "own.keys:4: stopped at settle.empty"),
        (OWN + 'Scenario "two"\n  Enter\n', "a lesson has one scenario, this script 2"),
        (OWN.replace("Shows menu.main", "Shows void.check"), "own.keys:9"),
    ],
)
def test_a_file_that_is_no_lesson(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "own.keys").write_text(text)
    ran = run("lesson", tmp_path / "own.keys")
    assert (ran.code, ran.out) == (3, "")
    assert message in ran.err


def test_a_lesson_of_ones_own(tmp_path: Path, trainee: list[str]) -> None:
    (tmp_path / "own.keys").write_text(OWN)
    ran = run("lesson", tmp_path / "own.keys")
    assert (ran.code, ran.out) == (0, f"Where the menu is: 100 points · passed\n{seed_of(ran.out)}\n")


def test_a_lesson_sources_what_lies_beside_it(tmp_path: Path, trainee: list[str]) -> None:
    (tmp_path / "z.keys").write_text("Background\n  Given signed-on\n")
    own = OWN.replace("Background\n  Given signed-on\n", "Source z.keys\n")
    (tmp_path / "own.keys").write_text(own)
    ran = run("lesson", tmp_path / "own.keys")
    assert (ran.code, ran.err) == (0, "")


def test_a_lesson_without_background_begins_as_run_begins_it(tmp_path: Path, trainee: list[str]) -> None:
    own = OWN.replace("Background\n  Given signed-on\n", "").replace("  Say", "  Given signed-on\n  Say")
    (tmp_path / "own.keys").write_text(own)
    assert run("lesson", tmp_path / "own.keys").code == 0


def test_a_lesson_needs_a_window() -> None:
    ran = run("lesson", NAME)
    assert (ran.code, ran.out) == (5, "")
    assert "no window" in ran.err
    assert ran.err.endswith("or play scripts that need none (pos-emulator run --help)\n")


def test_who_does_what_he_is_told_passes(trainee: list[str]) -> None:
    ran = run("lesson", NAME, "--seed", "12")
    assert (ran.code, ran.out) == (0, "持卡人未离开：当场撤销: 得分 100 · 通过\nseed 12\n")


def test_each_attempt_has_secrets_of_its_own(trainee: list[str]) -> None:
    first, second = (seed_of(run("lesson", NAME).out) for _ in range(2))
    assert first.startswith("seed ")
    assert first != second


def test_who_asks_all_the_time_has_not_passed(trainee: list[str]) -> None:
    ran = run("lesson", NAME, "--mode", "practice", "--lang", "en")
    assert ran.code == 1
    assert "not passed" in ran.out
    (hints,) = (line for line in ran.out.splitlines() if line.endswith(" hints"))
    assert int(hints.split()[0]) <= -60


def test_a_lesson_that_was_watched_is_no_test(trainee: list[str]) -> None:
    ran = run("lesson", NAME, "--mode", "watch", "--lang", "en")
    assert (ran.code, ran.out.splitlines()[0].rpartition(": ")[2]) == (0, "watched to the end")


def test_who_leaves_in_the_middle_has_no_result(trainee: list[str]) -> None:
    trainee += ["enter", "ctrl+q"]
    ran = run("lesson", NAME)
    assert (ran.code, ran.out) == (130, "")
    assert ran.error == f"{NAME}：中途离开，没有成绩"
    assert run("lesson", NAME, "--lang", "en").error == f"{NAME}: left in the middle"
