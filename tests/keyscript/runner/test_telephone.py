from __future__ import annotations

from pos_emulator.keyscript.runner.telephone import code_by_telephone
from tests.keyscript.playing import problem_at_shop, stage

LOCKED = ("Menu void", *("Keys 000000 Enter", "Enter") * 3)


def test_the_code_of_the_number_on_the_screen_unlocks() -> None:
    typed = ("Secret unlock-code", "Expect Masked 6", "Enter", "Expect Shows void.password")
    assert problem_at_shop(*LOCKED, *typed, 'Expect Log "by the acquirer\'s code"') == ""


def test_no_number_no_code() -> None:
    assert code_by_telephone(stage().bench) is None
    assert problem_at_shop("Menu void", "Secret unlock-code") == "2: no number for a code is on the screen"
