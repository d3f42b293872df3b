from __future__ import annotations

import pytest

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.examples import columns_in, examples_of, filled, is_row
from pos_emulator.keyscript.places import Place


def line(text: str, number: int = 2) -> Place:
    return Place("x.keys", number, 1, 1, text)


def test_rows_by_column() -> None:
    rows = [line("| code | text |"), line('| 25 | a \\| "b # c" |  # why'), line("|91||")]
    table = examples_of(line("Examples"), rows)
    assert table.columns == ("code", "text")
    assert [dict(row) for row in table.rows] == [
        {"code": "25", "text": 'a | "b # c"'},
        {"code": "91", "text": ""},
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([], "x.keys:2:1: Examples has no rows behind it"),
        (["| a |"], "x.keys:2:1: Examples has a header and no rows"),
        (["| a | a |", "| 1 | 2 |"], "x.keys:2:1: two columns are named 'a'"),
        (["| a b |", "| 1 |"], "x.keys:2:1: 'a b' is no name of a column"),
        (["|  |", "| 1 |"], "x.keys:2:1: '' is no name of a column"),
        (["| a | b |", "  | 1 |"], "x.keys:2:3: the row has 1 cells, its header 2"),
        (["| a |", "| 1"], "x.keys:2:1: a row of Examples ends in |"),
        (["| a |", "|"], "x.keys:2:1: a row of Examples ends in |"),
        (["| a |", "| 1 \\|"], "x.keys:2:1: a row of Examples ends in |"),
    ],
)
def test_refuses(rows: list[str], says: str) -> None:
    with pytest.raises(ScriptError) as raised:
        examples_of(line("Examples"), [line(row) for row in rows])
    assert str(raised.value).split("\n")[0] == says


def test_replaces_before_the_line_is_parsed() -> None:
    values = {"code": "25", "text": "<code>"}
    shown = filled(line('Expect Screen "<text> <code>" # <other>'), values, 3)
    assert (shown.text, shown.row) == ('Expect Screen "<code> 25" # <other>', 3)


def test_a_line_without_columns_stays_as_it_is() -> None:
    plain = line("Expect Screen /(?P<name>a)<=b/")
    assert filled(plain, {}, 1) is plain


def test_an_unknown_column_is_an_error() -> None:
    with pytest.raises(ScriptError) as raised:
        filled(line("Host reply <cod>"), {"code": "25"}, 1)
    assert str(raised.value) == (
        "x.keys:2:12: no column is named 'cod'\n  | Host reply <cod>\n  |            ^^^^^  did you mean code?"
    )


def test_a_line_cannot_grow_without_end() -> None:
    with pytest.raises(ScriptError, match="with row 1 this line has more than 5000 characters"):
        filled(line("Keys " + "<a>" * 100), {"a": "1" * 100}, 1)


def test_columns_and_rows_are_recognised() -> None:
    assert columns_in('Sale <a> "<b-c>" # <d>') == {"a", "b-c"}
    assert is_row(line("  | a |"))
    assert not is_row(line("a | b"))
