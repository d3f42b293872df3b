from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_emulator.keyscript.lexer import code_of, pattern_in, text_of, tokens_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.values import Saved, Text
from tests.keyscript.reading import refusal_of

REFUSED = (
    """\
BadText x.keys:2:7: the text is not finished
  | Say "not finished
  |     ^^^^^^^^^^^^^  expected " at its end""",
    """\
BadText x.keys:2:17: the regex is not finished
  | Expect Screen /not finished
  |               ^^^^^^^^^^^^^  expected / at its end""",
    """\
BadText x.keys:2:10: expected a blank here
  | Say "a"b
  |        ^""",
    """\
BadText x.keys:2:8: expected a blank here
  | Say a"b
  |      ^  a " inside a word; a text with blanks is quoted from its start""",
    """\
BadText x.keys:2:7: a typographic quote is no quote
  | Say “a”
  |     ^  type \"""",
    """\
BadText x.keys:2:8: a full-width blank separates nothing
  | Enter　x
  |      ^^  type a plain blank""",
    """\
BadArgument x.keys:2:9: unknown escape \\t
  | Say "a\\tb"
  |       ^^  expected \\", \\\\ or \\n""",
    """\
UnknownName x.keys:2:8: a saved transaction has no 'Thanks'
  | Say "$sale.Thanks"
  |      ^^^^^^^^^^^^  did you mean stan?""",
    """\
BadArgument x.keys:2:17: expected a saved name in the braces
  | Say "${sale}}{${}"
  |               ^^  as in ${sale.voucher}""",
    """\
BadText x.keys:2:7: a full-width quote is no quote
  | Say ＂a＂
  |     ^^  type \"""",
)


def line(text: str) -> Place:
    return Place("x.keys", 1, 1, 1, text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("   # all comment", []),
        ("\tSale  58.00\t", [("Sale", 2), ("58.00", 8)]),
        ("Keys 12#3", [("Keys", 1), ("12", 6)]),
        ('Say "a # b" # c', [("Say", 1), ('"a # b"', 5)]),
        ("Expect Screen /a # \\/ b/ x", [("Expect", 1), ("Screen", 8), ("/a # \\/ b/", 15), ("x", 26)]),
        ('F44="a # b" F4~/# x/', [('F44="a # b"', 1), ("F4~/# x/", 13)]),
        (r'Say "\"" "\\"', [("Say", 1), (r'"\""', 5), (r'"\\"', 10)]),
        ("a/b/c #/", [("a/b/c", 1)]),
        ("键 x", [("键", 1), ("x", 3)]),
    ],
)
def test_tokens(text: str, tokens: list[tuple[str, int]]) -> None:
    assert [(token.raw, token.column) for token in tokens_of(line(text))] == tokens


@given(st.text("aZ0$=~:|.<>\\ \t\x0b\x1c"))
def test_words_alone_are_the_same_as_with_a_comment_behind_them(text: str) -> None:
    assert tokens_of(line(text)) == tokens_of(line(f"{text} # all"))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r'"a \"b\" \\n \n"', Text(('a "b" \\n \n',))),
        ('"$sale.rrn"', Text((Saved("sale", "rrn"),))),
        ('"$sale,$sale.date."', Text((Saved("sale"), ",", Saved("sale", "date"), "."))),
        ('"${sale.rrn}x${code}"', Text((Saved("sale", "rrn"), "x", Saved("code")))),
        ('"$sale元 5$ $5"', Text((Saved("sale"), "元 5$ $5"))),
        (r'"\\$sale"', Text(("\\", Saved("sale")))),
        (r"a\n$x", Text((r"a\n", Saved("x")))),
        ('""', Text(())),
    ],
)
def test_texts(written: str, text: Text) -> None:
    (token,) = tokens_of(line(written))
    assert text_of(line(written), token) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a b", "a b"),
        ("a # b", "a "),
        ('a "#" # b', 'a "#" '),
        ('a "# b', 'a "# b'),
        ("a /#/ # b", "a /#/ "),
        ("a/# b", "a/"),
        ("#", ""),
    ],
)
def test_a_comment_falls_away(text: str, code: str) -> None:
    assert code_of(text) == code


def test_an_escaped_slash_is_a_slash() -> None:
    assert pattern_in(r"/a\/b\\\d/") == r"a/b\\\d"


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: ascii(shown.split("\n")[1][4:]))
def test_says_where_and_what_is_wrong(shown: str) -> None:
    assert refusal_of(shown) == shown
