from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.keyscript.arguments import Arguments, seconds_in
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.lexer import tokens_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.values import Saved


def arguments(text: str) -> Arguments:
    line = Place("x.keys", 1, 1, 1, f"Do {text}")
    return Arguments(line, tokens_of(line), behind=1)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0.01", 1),
        ("58.00", 5800),
        ("99999999.99", 9_999_999_999),
        ("${sale.amount}", Saved("sale", "amount")),
    ],
)
def test_amounts(text: str, fen: object) -> None:
    assert arguments(text).amount() == fen


@pytest.mark.parametrize(
    "text", ["58", "58.0", ".50", "-1.00", "1,000.00", "٥.٠٠", "100000000.00", '"58.00"', "$sale"]
)
def test_no_amounts(text: str) -> None:
    with pytest.raises(ScriptError, match=r"expected an amount such as 58\.00"):
        arguments(text).amount()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2s", 2.0), ("0.5s", 0.5), ("5m", 300.0), ("1.5m", 90.0), ("2", None), ("s", None), ("1h", None)],
)
def test_times(text: str, seconds: float | None) -> None:
    assert seconds_in(text) == seconds


@pytest.mark.parametrize(
    ("text", "take"),
    [
        ("", lambda given: given.word("x")),
        ("$a", lambda given: given.word("x")),
        ('"a"', lambda given: given.word("x")),
        ("+0", lambda given: given.days()),
        ("²", lambda given: given.number("x", least=0, most=9)),
        ("10", lambda given: given.number("x", least=0, most=9)),
        ("99999999999", lambda given: given.number("x", least=0, most=9)),
        ("1200", lambda given: given.mti(request=True)),
        ("0210", lambda given: given.mti(request=True)),
        ("/(a{99999999999})/", lambda given: given.regex()),
        ("/" + "(" * 200 + ")" * 199 + "/", lambda given: given.regex()),
        ("/" + "a" * 600 + "/", lambda given: given.regex()),
        ("/[[a]/", lambda given: given.match()),
        ("$a.stan", lambda given: given.saved("x")),
        ("$1", lambda given: given.saved("x")),
        ("x", lambda given: given.end()),
    ],
)
def test_refuses(text: str, take: Callable[[Arguments], object]) -> None:
    with pytest.raises(ScriptError) as raised:
        take(arguments(text))
    assert 1 <= raised.value.column <= len(raised.value.text)


def test_takes_in_order() -> None:
    given = arguments("next /a/ for 0200 as $x")
    assert given.choice({"next": 1, "every": 2}, "next or every") == 1
    assert given.regex().pattern == "a"
    assert not given.accept("as")
    assert given.for_mti() == "0200"
    assert given.as_saved("the transaction") == "x"
    assert not given.more
    given.end()


def test_the_place_of_the_command_is_its_words() -> None:
    line = Place("x.keys", 1, 1, 1, "  Host  reply  00")
    given = Arguments(line, tokens_of(line), behind=2)
    assert (given.place.column, given.place.width) == (3, 11)
