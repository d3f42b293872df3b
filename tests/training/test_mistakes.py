from __future__ import annotations

from pos_emulator.texts import Texts
from pos_emulator.training.mistakes import KINDS, SAY_WHAT_WAS_WRONG


def test_every_mistake_has_words_in_both_languages() -> None:
    assert all(kind.text("zh") and kind.text("en").isascii() for kind in KINDS.values())


def test_critical_as_in_the_table_of_the_trade() -> None:
    critical = {name for name, kind in KINDS.items() if kind.critical}
    assert critical == {
        "other-sale-confirmed",
        "sent-away",
        "swiped-again",
        "charged-unasked",
        "wrong-void",
        "wrong-refund",
    }
    assert (KINDS["locked"].lost, KINDS["other-card"].lost, KINDS["wrong-password"].lost) == (15, 5, 2)


def test_every_screen_of_the_table_is_one() -> None:
    assert SAY_WHAT_WAS_WRONG.keys() <= set(Texts("zh").names())
    assert set(SAY_WHAT_WAS_WRONG.values()) <= KINDS.keys()
