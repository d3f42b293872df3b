from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.keyscript.runner import play as playing
from pos_emulator.keyscript.runner.play import Keep, Performance, play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.oracle.finding import Finding
from tests.keyscript.playing import SHOP, at_shop, problem_at_shop, report_of, results, script
from tests.keyscript.samples import VOID_KEYS

DECLINED = (
    SHOP
    + """\
Scenario "declined"
  Host reply 51
  Sale 5.00
  Expect Screen sale.approved
"""
)


def marked(mark: str, text: str) -> Result:
    (result,) = results(text.replace("Scenario", f"{mark}\nScenario"))
    return result


def test_the_sample_of_the_language_passes() -> None:
    found = results(VOID_KEYS)
    assert [(each.title, each.outcome, each.keys, each.seed) for each in found] == [
        ("void before the card leaves", Outcome.PASSED, 39, 42),
        ("host answers 25 to a void [row 1]", Outcome.PASSED, 39, 42),
        ("host answers 91 to a void [row 2]", Outcome.PASSED, 39, 42),
    ]


def test_a_failure_as_a_person_reads_it() -> None:
    (result,) = results(SHOP + 'Scenario "shows"\n  Menu void\n  Expect Shows idle.signed-on\n')
    assert (
        report_of(result)
        == """\
[1/1] FAIL  x.keys:4 shows
    x.keys:6:3: the terminal shows void.password
      | Expect Shows idle.signed-on
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
    expected               shown since the last command
    Shows idle.signed-on   menu.main
                             1消费    2撤销
                             3退货    6打印
                             7管理    8其他
                           void.password
                                 消费撤销
                             请输入主管密码:
    last keys: Customer arrives demo-debit · Enter · 2
    messages since the last command: none
    ledger: nothing is booked
    seed 1; again: pos-emulator run x.keys:4 --seed 1"""
    )


def test_the_same_seed_gives_the_same_and_another_another() -> None:
    one, again, other = (at_seed(seed) for seed in (5, 5, 6))
    assert one == again
    assert one.digests["wire"] != other.digests["wire"]
    assert one.digests["ledger"] != other.digests["ledger"]


def test_digests_are_made_only_where_somebody_asks_for_them() -> None:
    read = script(VOID_KEYS)
    asked, unasked = (
        play(Playing.of(read, read.scenarios[0]), keep=Keep(digests=each)) for each in (True, False)
    )
    assert set(asked.digests) == {"wire", "screens", "receipts", "ledger"}
    assert unasked == replace(asked, digests={})


def at_seed(seed: int) -> Result:
    (result,) = results(SHOP + 'Scenario "s"\n  Sale 5.00\n', seed=seed)
    return result


def test_what_was_played_before_changes_nothing() -> None:
    read = script(VOID_KEYS)
    forwards = [play(Playing.of(read, each)) for each in read.scenarios]
    backwards = [play(Playing.of(read, each)) for each in reversed(read.scenarios)]
    assert forwards == backwards[::-1]


def test_a_known_failure_passes_while_it_fails() -> None:
    result = marked('Known failure "as it is"', DECLINED)
    assert result.outcome is Outcome.KNOWN
    assert result.failure is not None


def test_a_known_failure_that_passes_is_a_failure() -> None:
    result = marked('Known failure "no more"', SHOP + 'Scenario "s"\n  Expect Ledger balanced\n')
    assert result.outcome is Outcome.UNEXPECTED
    assert result.failure is not None
    assert result.failure.problem == "it is marked as a known failure (no more), and passes now"


def test_rewind_goes_back_and_keeps_the_names() -> None:
    lines = (
        "Sale 5.00 as $a",
        "Save here",
        "Sale 6.00 as $b",
        "Void $a",
        "Rewind here",
        "Expect Record $a approved",
        "Expect Ledger $b absent",
        "Sale 7.00 as $b",
        "Expect Ledger $b booked",
        "Rewind here",
        "Expect Ledger $b absent",
    )
    assert problem_at_shop(*lines) == ""


@pytest.mark.parametrize("between", [0, 1, 3])
def test_a_point_can_be_reached_from_before_it(between: int) -> None:
    lines = (
        "Save empty",
        "Sale 1.00 as $s",
        "Save one",
        "Rewind empty",
        "Expect Ledger $s absent",
        *["Sale 2.00"] * between,
        "Rewind one",
        "Expect Ledger $s booked",
        "Expect Record $s approved",
        "Void $s",
        "Expect Ledger $s voided",
    )
    assert problem_at_shop(*lines) == ""


def test_a_point_of_a_name_used_again_is_the_last_one() -> None:
    lines = (
        "Save early",
        "Sale 1.00 as $s",
        "Save early",
        "Save late",
        "Rewind late",
        "Rewind early",
        "Expect Ledger $s booked",
    )
    assert problem_at_shop(*lines) == ""


def test_a_way_that_looked_at_what_it_had_left_is_gone_again() -> None:
    lines = (
        "Save a",
        "Sale 1.00 as $s",
        "Rewind a",
        "Expect Ledger $s absent",
        "Sale $s.amount as $t",
        "Save c",
        "Sale 2.00 as $u",
        "Rewind c",
        "Expect Ledger $t booked",
        "Expect Ledger $u absent",
    )
    assert problem_at_shop(*lines) == ""


@pytest.mark.parametrize("leave", ["Rewind a", "Given signed-on"])
def test_a_move_that_stopped_unseen_is_not_left_behind(leave: str) -> None:
    lines = ("Sale 1.00 as $s", "Void $s", "Save a", "Void $s", leave, "Expect Not Ledger $s booked")
    assert problem_at_shop(*lines) == (
        "5: the move in line 8 stopped at void.already-voided, and nothing expected that"
    )


def test_a_move_that_was_seen_to_stop_may_be_on_the_way_to_a_point() -> None:
    lines = (
        "Sale 1.00 as $s",
        "Void $s",
        "Void $s",
        "Save a",
        "Expect Screen void.already-voided",
        "Keys Cancel Cancel",
        "Sale 2.00 as $t",
        "Save b",
        "Sale 3.00",
        "Rewind b",
        "Expect Ledger $t booked",
        "Rewind a",
    )
    assert problem_at_shop(*lines) == ""


def test_a_rewound_terminal_is_the_terminal_it_was() -> None:
    straight = at_shop("Sale 5.00", "Sale 6.00")
    rewound = at_shop("Sale 5.00", "Save here", "Rewind here", "Sale 6.00")
    assert straight.keys + 14 == rewound.keys
    assert (straight.outcome, rewound.outcome) == (Outcome.PASSED, Outcome.PASSED)


def test_who_came_after_the_point_was_never_here() -> None:
    lines = ("Save here", "Customer arrives holding demo-chip", "Rewind here", "Sale 5.00 card=demo-chip")
    assert problem_at_shop(*lines) == "4: demo-chip is not at the counter; its customer must arrive first"


def test_a_point_before_the_start_state() -> None:
    (result,) = results(
        'Scenario "s"\n  Save blank\n  Given locked\n  Rewind blank\n  Expect Shows idle.signed-off\n'
    )
    assert result.outcome is Outcome.PASSED


def test_a_finding_of_the_money_check_fails_the_scenario(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Finding("S1", "a declined sale is approved", ("000001/000003",))]
    monkeypatch.setattr("pos_emulator.oracle.on_bench.BenchOracle.look", lambda _oracle: found)
    result = at_shop("Sale 5.00")
    assert result.failure is not None
    assert result.failure.line == 4
    assert result.failure.problem == ("the money check finds S1: a declined sale is approved [000001/000003]")


def test_something_broken_is_told_by_place_and_never_by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_anything: object) -> str:
        raise ValueError("5413330089600010")

    monkeypatch.setattr(playing, "move", broken)
    result = at_shop("Sale 5.00")
    assert result.outcome is Outcome.CRASHED
    assert result.failure is not None
    assert result.failure.problem.startswith("internal error: ValueError in test_play.py:")
    assert "5413330089600010" not in report_of(result)


def test_without_a_start_state_it_is_a_terminal_as_delivered() -> None:
    (result,) = results('Scenario "s"\n  Expect Shows idle.signed-off\n  Expect Lamp default-password\n')
    assert result.outcome is Outcome.PASSED


def test_the_language_of_the_script() -> None:
    (result,) = results(
        'Lang en\nScenario "s"\n  Given signed-on\n  Menu void\n  Expect Screen "ENTER SUPV PWD:"\n'
    )
    assert result.outcome is Outcome.PASSED, report_of(result)


def test_command_by_command_it_ends_as_in_one_go() -> None:
    text = script(VOID_KEYS)
    whole = Playing.of(text, text.scenarios[0])
    performance = Performance(whole)
    assert performance.stage is None
    screens = []
    for step in performance.steps():
        screens.append((step.place.line, performance.stage.bench.screen.name if performance.stage else ""))
    assert screens[0][1] == ""
    assert [name for _, name in screens[2:6]] == [
        "idle.signed-on",
        "idle.signed-on",
        "void.password",
        "void.password",
    ]
    assert performance.result() == play(whole)


def test_a_touch_knows_the_screens_that_it_led_to() -> None:
    text = script(SHOP + 'Scenario "two"\n  Enter\n  Cancel\n')
    performance = Performance(Playing.of(text, text.scenarios[0]))
    for _ in performance.steps():
        pass
    assert performance.stage is not None
    screens = performance.stage.bench.all_screens
    shown = [screens[touch.shown - 1][1].name for touch in performance.stage.touches]
    assert shown == [touch.screen for touch in performance.stage.touches]
    assert shown[-2:] == ["menu.main", "idle.signed-on"]
