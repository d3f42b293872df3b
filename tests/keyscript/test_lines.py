from __future__ import annotations

import pytest

from pos_emulator.keyscript.lines import lines_of


@pytest.mark.parametrize(
    "text", ["\ufeffa\r\n\n # c\n\tb\u2028c\n", "\ufeffa\r\n\n # c\n\tb\u2028c\n".encode()]
)
def test_lines_that_hold_something(text: str | bytes) -> None:
    lines, errors = lines_of(text, "x.keys")
    assert [(line.line, line.text) for line in lines] == [(1, "a"), (4, "\tb\u2028c")]
    assert errors == []


def test_bytes_that_are_not_utf_8() -> None:
    lines, errors = lines_of('a\nSay "撤"'.encode() + b"\xff\xfe\nb", "x.keys")
    assert [line.text for line in lines] == ["a", "b"]
    assert [str(error) for error in errors] == [
        'x.keys:2:8: byte 0xff is not UTF-8\n  | Say "撤"��\n  |         ^  save the file as UTF-8'
    ]


def test_half_a_character() -> None:
    _, (error,) = lines_of("ab\ud800c", "x.keys")
    assert str(error) == "x.keys:1:3: half a character is not UTF-8\n  | ab?c\n  |   ^"


def test_a_line_has_an_end() -> None:
    lines, (error,) = lines_of("x" * 5001, "x.keys")
    assert (lines, error.column) == ([], 5000)
    assert "a line has at most 5000 characters" in str(error)
