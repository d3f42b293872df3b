from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.runner.play import play
from pos_emulator.keyscript.runner.playing import Playing
from tests.keyscript.playing import at_shop, problem_at_shop, stage


def test_screens_since_the_last_command_and_the_present_one() -> None:
    at = stage()
    at.begin_command()
    at.press(Key.ENTER, Key.DIGIT_2)
    assert [screen.name for screen in at.screens] == ["menu.main", "void.password"]
    at.begin_command()
    assert [screen.name for screen in at.screens] == ["void.password"]


def test_a_secret_leaves_no_digit_behind() -> None:
    at = stage()
    at.press(Key.ENTER, Key.DIGIT_2)
    at.type_secret("supervisor")
    assert [touch.what for touch in at.touches] == ["Enter", "2", "Secret supervisor"]
    assert at.bench.screen.fields["stars"] == 6
    assert at.secrets["supervisor"].reveal() not in repr(at.touches)


def test_digits_of_a_master_key_are_stars() -> None:
    at = stage("fresh")
    at.press(Key.ENTER)
    at.type_digits("99")
    at.press(Key.ENTER)
    at.type_secret("admin")
    at.press(Key.ENTER, Key.DIGIT_1)
    at.type_digits("0123")
    assert at.bench.screen.name == "keys.component-1"
    assert [touch.what for touch in at.touches][-5:] == ["1", "*", "*", "*", "*"]


def test_a_rule_fires_inside_a_move_and_is_logged() -> None:
    result = at_shop(
        "When Screen /缺纸/ Do Paper load", "When Screen /缺纸/ Do Enter", "Paper out", "Sale 5.00"
    )
    assert result.failure is None
    assert result.log == ("When x.keys:5 fired at slip.no-paper", "When x.keys:6 fired at slip.no-paper")


def test_the_log_is_the_same_from_wherever_the_script_is_run() -> None:
    text = 'Scenario "s"\n  When Screen /./ Do Clock +1s once\n  Enter\n'
    read = read_script(text, file="/shop/qa/x.keys", world_for=world_for)
    result = play(Playing.of(read, read.scenarios[0]))
    assert result.log == ("When x.keys:2 fired at logon.operator",)


def test_a_rule_fires_once_where_it_says_so() -> None:
    lines = ("When Screen menu.main".replace("menu.main", "/消费/") + " Do Cancel once", "Menu void")
    assert problem_at_shop(*lines, "Expect Shows idle.signed-on") == ""
    assert (
        problem_at_shop(*lines, "Expect Shows idle.signed-on", "Menu void", "Expect Shows void.password")
        == ""
    )


def test_rules_without_an_end_are_stopped() -> None:
    found = problem_at_shop("When Screen /./ Do Func", "When Screen /./ Do Cancel", "Enter")
    assert found == "3: the rules fired more than 100 times on one command"


def test_rules_values_and_customers_outlive_a_start_state() -> None:
    lines = (
        "When Screen /请输入主管密码/ Do Cancel",
        "Sale 5.00 as $old",
        "Given signed-on",
        "Menu void",
        "Expect Shows idle.signed-on",
        "Expect Ledger $old absent",
        "Sale 6.00",
        "Expect Screen sale.approved",
    )
    assert problem_at_shop(*lines) == ""
