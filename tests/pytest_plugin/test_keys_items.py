from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.keyscript.runner.play import play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.pytest_plugin import keys_items
from tests.pytest_plugin.conftest import Project

SHOP = "Background\n  Given    signed-on\n  Customer arrives holding demo-debit\n"
DAY = (
    SHOP
    + """
Tag smoke money
Scenario "a sale"
  Sale     58.00 as $sale
  Expect   Ledger $sale booked

Scenario "code <code>"
  Examples
    | code |
    | 51   |
    | 91   |
  Host     reply <code>
  Sale     10.00 as $sale
  Expect   Screen sale.declined

Scenario "twice"
  Examples
    | amount |
    | 1.00   |
    | 2.00   |
  Sale     <amount> as $sale
  Expect   Screen sale.approved
"""
)
NAMES = ["a sale", "code 51", "code 91", "twice[row 1]", "twice[row 2]"]
WRONG = SHOP + 'Scenario "wrong"\n  Sale 58.00\n  Expect Screen sale.declined "余额"\n'


def listed(project: Project, *words: str) -> list[str]:
    """What would be played."""
    return [line for line in project.said("--collect-only", "-q", *words).splitlines() if "::" in line]


def test_every_scenario_and_row_has_a_readable_name(project: Project) -> None:
    project.write("qa/day.keys", DAY)
    assert listed(project) == [f"qa/day.keys::{name}" for name in NAMES]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param(["qa/day.keys::code 91"], NAMES[2:3], id="node-id"),
        pytest.param(["qa/day.keys::twice[row 2]"], NAMES[4:], id="row"),
        pytest.param(["qa/day.keys::twice"], NAMES[3:], id="all-rows"),
        pytest.param(["qa/day.keys", "-k", "code"], NAMES[1:3], id="text"),
        pytest.param(["-m", "money and smoke"], NAMES[:1], id="mark"),
        pytest.param(["-k", "smoke"], NAMES[:1], id="tag-as-keyword"),
        pytest.param(["-m", "not money"], NAMES[1:], id="not-mark"),
    ],
)
def test_they_are_chosen_as_all_tests_are(project: Project, words: list[str], names: list[str]) -> None:
    project.write("qa/day.keys", DAY)
    assert listed(project, *words) == [f"qa/day.keys::{name}" for name in names]


def test_a_tag_that_means_something_to_pytest_is_only_a_word(project: Project) -> None:
    project.write("day.keys", 'Tag skip _x no-answer\nScenario "played"\n  Expect Shows idle.signed-off\n')
    project.run("-k", "skip and _x", "-m", "no-answer").assert_outcomes(passed=1)


def test_a_name_with_colons_can_be_chosen(project: Project) -> None:
    project.write("day.keys", 'Scenario "a::b\\nc"\n  Expect Shows idle.signed-off\n')
    (name,) = listed(project)
    assert name == "day.keys::a:b c"
    project.run(name).assert_outcomes(passed=1)


def test_no_card_number_stands_in_a_name(project: Project) -> None:
    project.write("day.keys", 'Scenario "pays with 6224242300000069"\n  Expect Shows idle.signed-off\n')
    assert listed(project) == ["day.keys::pays with 622424******0069"]


def test_a_failure_says_what_the_runner_says(project: Project) -> None:
    project.write("qa/wrong.keys", WRONG)
    ran = project.run()
    ran.assert_outcomes(failed=1)
    ran.stdout.fnmatch_lines(
        [
            "*_ wrong _*",
            "qa/wrong.keys:6:3: no such screen was shown",
            '  | Expect Screen sale.declined "余额"',
            "  | ^^^*",
            "expected *shown since the last command",
            "Screen sale.declined *before these)",
            "last keys: *",
            "  received at *: MTI 0210  sale",
            "ledger:",
            "seed 1; again: pytest qa/wrong.keys::wrong --pos-seed 1",
            "FAILED qa/wrong.keys::wrong - qa/wrong.keys:6:3: no such screen was shown",
        ]
    )
    assert "Traceback" not in ran.stdout.str()
    assert "keys_items.py" not in ran.stdout.str()


def test_the_command_of_a_failure_says_all_that_was_asked_for(project: Project) -> None:
    project.write("wrong.keys", WRONG)
    said = project.said("--pos-profile", "qa", "--pos-lang", "zh", "--pos-seed", "9")
    assert "again: pytest wrong.keys::wrong --pos-seed 9 --pos-profile qa --pos-lang zh" in said


def test_what_does_not_read_is_an_error_of_collection(project: Project) -> None:
    project.write("bad.keys", 'Scenario "x"\n  Expct Screen idle\n  Secret nobody\n')
    project.write("good.keys", 'Scenario "x"\n  Expect Shows idle.signed-off\n')
    ran = project.run()
    ran.assert_outcomes(errors=1)
    ran.stdout.fnmatch_lines(
        [
            "*ERROR collecting bad.keys*",
            "bad.keys:2:3: unknown command 'Expct'",
            "  | Expct Screen idle",
            "  | ^^^^^  did you mean Expect?",
            "bad.keys:3:10: there is no secret 'nobody'*",
        ],
        consecutive=False,
    )
    assert "Traceback" not in ran.stdout.str()
    assert ".py:" not in ran.stdout.str()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b'Scenario "\xff"\n', "bad.keys:1:11: byte 0xff is not UTF-8*", id="not-utf-8"),
        pytest.param(b'Profile mine.toml\nScenario "x"\n  Enter\n', "*mine.toml: *", id="profile-file"),
    ],
)
def test_other_ways_not_to_be_readable(project: Project, content: bytes, says: str) -> None:
    (project.pytester.path / "bad.keys").write_bytes(content)
    ran = project.run()
    ran.assert_outcomes(errors=1)
    ran.stdout.fnmatch_lines([says])
    assert "Traceback" not in ran.stdout.str()


def test_a_known_failure_is_a_strict_xfail(project: Project) -> None:
    known = 'Known failure "rounds"\nScenario "{0}"\n  Expect Shows {1}\n'
    project.write(
        "known.keys", known.format("fails", "menu.main") + known.format("passes", "idle.signed-off")
    )
    ran = project.run("-rx")
    ran.assert_outcomes(xfailed=1, failed=1)
    ran.stdout.fnmatch_lines(["*XPASS(strict)*rounds*", "XFAIL known.keys::fails - rounds*"])


def test_no_known_failure_covers_what_breaks_in_the_product(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(playing: Playing) -> Result:
        return replace(play(playing), outcome=Outcome.CRASHED)

    monkeypatch.setattr(keys_items, "play", broken)
    project.write("known.keys", 'Known failure "rounds"\nScenario "fails"\n  Expect Shows menu.main\n')
    project.run().assert_outcomes(failed=1)


def test_stop_and_come_back(project: Project) -> None:
    project.write("day.keys", WRONG + WRONG[len(SHOP) :].replace("wrong", "wrong too") + DAY[len(SHOP) :])
    project.run("-x", "-p", "cacheprovider").assert_outcomes(failed=1)
    ran = project.run("--lf", "-p", "cacheprovider")
    ran.assert_outcomes(failed=1, deselected=6) if "deselected" in ran.stdout.str() else ran.assert_outcomes(
        failed=1
    )


def test_every_profile_of_a_file_that_names_none(project: Project) -> None:
    project.write("day.keys", 'Scenario "on"\n  Expect Shows idle.signed-off\n')
    project.write("own.keys", 'Profile hardened\nScenario "on"\n  Expect Shows idle.signed-off\n')
    names = [f"day.keys::on[{profile}]" for profile in ("cn-classic", "hardened", "qa")]
    assert listed(project, "--pos-profile", "all") == [*names, "own.keys::on"]
    project.run("--pos-profile", "all").assert_outcomes(passed=4)
    assert listed(project, "--pos-profile", "qa") == ["day.keys::on", "own.keys::on"]


def test_the_language_of_the_command_line_then_the_file_then_the_ini(project: Project) -> None:
    zh, en = 'Expect Shows "未签到"', 'Expect Not Shows "未签到"'
    project.write("own.keys", f'Lang zh\nScenario "on"\n  {zh}\n')
    project.write("none.keys", f'Scenario "on"\n  {en}\n')
    project.run("-o", "pos_lang=en").assert_outcomes(passed=2)
    project.run("--pos-lang", "en").assert_outcomes(passed=1, failed=1)
    project.run().assert_outcomes(passed=1, failed=1)


def test_the_same_seed_gives_the_same_in_any_order_and_number_of_processes(project: Project) -> None:
    project.write("qa/day.keys", DAY)

    alone = project.digests()
    assert list(alone) == NAMES
    kinds = ("seed", "sha256 wire", "sha256 screens", "sha256 receipts", "sha256 ledger")
    assert tuple(alone["a sale"]) == kinds
    assert project.digests("qa/day.keys::twice", "qa/day.keys::a sale")["a sale"] == alone["a sale"]
    assert project.digests("-n", "2") == alone
    other = project.digests("--pos-seed", "2")
    assert other["a sale"]["seed"] == "2"
    assert other["a sale"]["sha256 wire"] != alone["a sale"]["sha256 wire"]


def test_no_file_of_another_project_is_touched(project: Project) -> None:
    project.write("gpg/trusted.keys", "not a script")
    project.write("test_own.py", "def test_own():\n    pass\n")
    project.run("-o", "pos_files=").assert_outcomes(passed=1)
    project.run("-o", "pos_files=pos_*.keys").assert_outcomes(passed=1)


def test_what_a_backend_cannot_do_is_said_before_the_first_key(project: Project) -> None:
    project.write(
        "clock.keys", 'Scenario "waits"\n  Clock +5s\nScenario "looks"\n  Expect Shows idle.signed-off\n'
    )
    ran = project.run("--pos-backend", "pty")
    ran.assert_outcomes(errors=1, passed=1)
    ran.stdout.fnmatch_lines(
        [
            "*ERROR at setup of waits*",
            "clock.keys:2:3: on a real line time cannot be moved (--backend pty)",
            "  | Clock +5s",
            "  | ^^^^^^^^^  play it on core",
        ]
    )
    assert "another exception" not in ran.stdout.str()
    assert "Traceback" not in ran.stdout.str()
