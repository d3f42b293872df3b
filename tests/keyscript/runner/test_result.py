from __future__ import annotations

from dataclasses import replace

from pos_emulator.keyscript.asked import Asked
from pos_emulator.keyscript.runner.result import Failure, Outcome
from tests.keyscript.playing import at_shop

RESULT = at_shop()


def test_the_command_that_plays_it_again() -> None:
    assert RESULT.again == "pos-emulator run x.keys:4 --seed 1"
    odd = replace(RESULT, file="my scripts/a.keys", repeat=3, seed=9)
    assert odd.again == "pos-emulator run 'my scripts/a.keys:4' --seed 9 --repeat 3"


def test_its_title_tells_row_and_repeat() -> None:
    assert replace(RESULT, row=2, repeat=3).title == "s [row 2] [repeat 3]"


def test_a_known_failure_is_well() -> None:
    assert [each.value for each in Outcome if each.is_well] == ["passed", "known-failure"]


def test_the_command_says_what_was_asked_for_in_place_of_the_scripts_own() -> None:
    again = "pos-emulator run x.keys:4 --seed 1 --profile 'my shop.toml' --lang en"
    assert replace(RESULT, asked=Asked("my shop.toml", "en")).again == again


def test_the_command_says_where_it_was_played() -> None:
    assert replace(RESULT, backend="pty").again == "pos-emulator run x.keys:4 --seed 1 --backend pty"


def test_no_card_number_is_in_a_result_whatever_it_is_made_of() -> None:
    pan = "6224242300000069"
    failure = Failure("x.keys", 1, f"row 1 is {pan}", (pan,), (f"last keys: 1 · {pan}",))
    result = replace(
        RESULT,
        name=pan,
        known_failure=pan,
        log=(pan,),
        filed=(("keys.txt", f"{pan} Enter"),),
        failure=failure,
    )
    assert pan not in repr(result)
    assert result.title == "622424******0069"
