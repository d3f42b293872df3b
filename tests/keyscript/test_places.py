from __future__ import annotations

from pos_emulator.keyscript.places import Place


def test_whole_is_the_line_without_the_blanks_around_it() -> None:
    line = Place("x.keys", 3, 9, 1, "\t Sale 1 ", 2)
    assert line.whole == Place("x.keys", 3, 3, 6, "\t Sale 1 ", 2)


def test_at_is_another_stretch_of_the_same_line() -> None:
    assert Place("x.keys", 3, 1, 1, "Sale 1").at(6, 1) == Place("x.keys", 3, 6, 1, "Sale 1")
