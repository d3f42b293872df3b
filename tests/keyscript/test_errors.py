from __future__ import annotations

import pytest

from pos_emulator.keyscript.errors import (
    BadArgument,
    ScriptError,
    SeveralErrors,
    UnknownCommand,
    hint_for,
    in_order,
    raise_all,
)
from pos_emulator.keyscript.places import Place


def place(text: str, column: int, width: int = 1, *, line: int = 7, row: int = 0) -> Place:
    return Place("void.keys", line, column, width, text, row)


def test_shows_the_line_with_carets_and_a_guess() -> None:
    error = UnknownCommand(
        place('  Expct  Screen "撤销成功"', 3, 5),
        "unknown command 'Expct'",
        hint=hint_for("Expct", ["Expect"]),
    )
    assert (error.file, error.line, error.column, error.text) == (
        "void.keys",
        7,
        3,
        '  Expct  Screen "撤销成功"',
    )
    assert str(error) == (
        "void.keys:7:3: unknown command 'Expct'\n"
        '  | Expct  Screen "撤销成功"\n'
        "  | ^^^^^  did you mean Expect?"
    )


def test_chinese_takes_two_columns() -> None:
    assert str(BadArgument(place('Say "撤销" 撤x', 10, 2), "no")) == (
        'void.keys:7:10: no\n  | Say "撤销" 撤x\n  |            ^^^'
    )


def test_names_the_row_of_examples() -> None:
    assert str(BadArgument(place("Sale x", 6, row=2), "no")) == (
        "void.keys:7:6: no (row 2 of Examples)\n  | Sale x\n  |      ^"
    )


def test_cuts_a_long_line_around_the_place() -> None:
    _, line, caret = str(BadArgument(place("a" * 400 + "X" + "b" * 400, 401), "no")).split("\n")
    assert line == "  | …" + "a" * 70 + "X" + "b" * 39 + "…"
    assert caret == "  | " + " " * 71 + "^"


def test_passes_nothing_on_that_a_terminal_would_obey() -> None:
    assert str(BadArgument(place("Say\t\x1b[2J", 5), "no '\x07'")) == (
        "void.keys:7:5: no '\ufffd'\n  | Say \ufffd[2J\n  |     ^"
    )


def test_masks_a_card_number() -> None:
    shown = str(BadArgument(place("Keys 6224242300000069x", 6, 17), "found '6224242300000069x'"))
    assert shown == (
        "void.keys:7:6: found '622424******0069x'\n  | Keys 622424******0069x\n  |      ^^^^^^^^^^^^^^^^^"
    )


def test_collects_by_line_and_says_each_once() -> None:
    late, early = BadArgument(place("b", 1, line=9), "late"), BadArgument(place("a", 1, line=2), "early")
    again = BadArgument(place("b", 1, line=9), "late")
    with pytest.raises(SeveralErrors) as raised:
        raise_all([late, early, again])
    assert raised.value.errors == (early, late)
    assert (raised.value.line, str(raised.value)) == (2, f"{early}\n{late}")
    assert in_order([raised.value]) == (early, late)


def test_shows_fifty_and_keeps_all() -> None:
    with pytest.raises(ScriptError) as raised:
        raise_all(BadArgument(place("x", 1, line=number), "no") for number in range(1, 61))
    assert len(raised.value.errors) == 60
    assert str(raised.value).endswith("void.keys:50:1: no\n  | x\n  | ^\nand 10 more errors")


def test_one_error_is_raised_as_it_is() -> None:
    with pytest.raises(BadArgument):
        raise_all([BadArgument(place("x", 1), "no")])
    raise_all([])


@pytest.mark.parametrize(
    ("word", "known", "otherwise", "says"),
    [
        ("enter", ["Enter", "Func"], "", "did you mean Enter?"),
        ("ENTER", ["Enter", "Func"], "", "did you mean Enter?"),
        ("x", ["b", "a"], "", "expected one of a, b"),
        ("x", ["a"], "", "expected a"),
        ("x", ["a"], "look there", "look there"),
        ("x", [], "", ""),
        ("x", [str(number) * 3 for number in range(30)], "", ""),
        ("enter" * 1000, ["Enter"], "", "expected Enter"),
    ],
)
def test_guesses(word: str, known: list[str], otherwise: str, says: str) -> None:
    assert str(hint_for(word, known, otherwise=otherwise)) == says
