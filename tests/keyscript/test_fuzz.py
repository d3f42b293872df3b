"""Whatever a file holds, it is a script or an error that points into the file."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.commands.table import TABLE
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.lint import lint
from pos_emulator.keyscript.product import world_for
from tests.keyscript.samples import VOID_KEYS

EXAMPLES = [command.example for command in TABLE if command.example]
WORDS = sorted(
    {word for example in EXAMPLES for word in example.split(" ")} | {"Not", "once", "as", "for", "| a |"}
)
ODD = [
    "\n",
    '"',
    "/",
    "\\",
    "$",
    "${",
    "<a>",
    "|",
    "#",
    "=",
    "~/",
    ":as=$",
    "\t",
    "\u3000",
    "\ud800",
    "²",
    "९",
    "😀",
    "\x00",
]


def holds(text: str | bytes) -> None:
    lines = (text if isinstance(text, bytes) else text.encode("utf-8", "replace")).count(b"\n") + 1
    for error in errors_of(text):
        assert error.file == "x.keys"
        assert 1 <= error.line <= lines
        assert 1 <= error.column <= error.column - 1 + error.place.width <= len(error.text)
        head, line, caret = str(error).split("\n")
        assert head.startswith(f"x.keys:{error.line}:{error.column}: ")
        assert line.startswith("  | ")
        assert re.fullmatch(r"  \|  *\^+(  .*)?", caret)


def errors_of(text: str | bytes) -> tuple[ScriptError, ...]:
    try:
        lint(read_script(text, file="x.keys", world_for=world_for))
    except ScriptError as error:
        return error.errors
    return ()


@settings(max_examples=150)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text(text: str | bytes) -> None:
    holds(text)


@settings(max_examples=200)
@given(st.lists(st.lists(st.sampled_from(WORDS + ODD), max_size=8).map(" ".join), max_size=12))
def test_words_of_the_language_in_any_order(lines: list[str]) -> None:
    holds("\n".join(lines))


@settings(max_examples=200)
@given(st.data())
def test_a_good_file_damaged(data: st.DataObject) -> None:
    text = VOID_KEYS + "".join(f"\n{example}" for example in EXAMPLES)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        text = text[:start] + data.draw(st.sampled_from(["", *ODD, *WORDS])) + text[end:]
    holds(text)


@settings(max_examples=100)
@given(st.binary(min_size=1, max_size=3), st.integers(0, len(VOID_KEYS.encode())))
def test_a_good_file_with_other_bytes(damage: bytes, at: int) -> None:
    octets = VOID_KEYS.encode()
    holds(octets[:at] + damage + octets[at + len(damage) :])


CELLS = st.lists(st.sampled_from([*WORDS, *ODD]), max_size=3).map(
    lambda words: " ".join(words).replace("\n", "")
)
LINES = st.lists(st.sampled_from([*WORDS, *ODD, "<a>", "<b>"]), max_size=6).map(" ".join)


@settings(max_examples=200)
@given(st.lists(LINES, max_size=6), st.lists(st.tuples(CELLS, CELLS), max_size=4), st.booleans())
def test_examples_of_anything(lines: list[str], rows: list[tuple[str, str]], quoted: bool) -> None:
    begin = 'Scenario "x <a>"' if quoted else "Scenario <a>"
    table = ["Examples", "| a | b |", *(f"| {one} | {two} |" for one, two in rows)]
    holds("\n".join([begin, *lines, *table]))
