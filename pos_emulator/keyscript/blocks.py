"""Lines gathered into blocks: the settings at the top, the background, each scenario with its marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pos_emulator.keyscript.commands.table import parse_command
from pos_emulator.keyscript.errors import BadStructure, ScriptError
from pos_emulator.keyscript.examples import is_row
from pos_emulator.keyscript.lexer import tokens_of
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.steps.structure import Header, KnownFailure, Mark, Tag

_HEADERS = frozenset({"Profile", "Seed", "Lang", "Require", "Source"})
_MARKS = frozenset({"Tag", "Known"})
_STRUCTURE = (*_HEADERS, *_MARKS, "Background", "Scenario", "Examples")
_FIRST_WORD = re.compile("[^ \t#]*")


@dataclass(slots=True)
class Table:
    """An `Examples` line and the rows behind it."""

    place: Place
    rows: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """The background, or a scenario: its lines as they are written."""

    scenario: Place | None
    """The `Scenario` line; None for the background."""
    tags: tuple[str, ...] = ()
    known_failure: str = ""
    lines: list[Place] = field(default_factory=list)
    table: Table | None = None
    end_line: int = 0


@dataclass(slots=True)
class _Gathering:
    errors: list[ScriptError]
    header: list[Header] = field(default_factory=list)
    mark: Mark | None = None
    """The last one that waits for its scenario."""
    tags: list[str] = field(default_factory=list)
    known_failure: str = ""
    blocks: list[Block] = field(default_factory=list)
    table: Table | None = None
    """Where rows go: the table of the line before."""

    def take(self, line: Place) -> None:
        word = _structural_word(line.text)
        block = self.blocks[-1] if self.blocks else None
        if self.table is not None and is_row(line):
            self.table.rows.append(line)
            if block is not None:
                block.end_line = line.line
            return
        self.table = None
        if self.mark is not None and word not in _MARKS and word != "Scenario":
            self._mark_without_scenario(self.mark, line)
        if word in _HEADERS:
            self._setting(line, late=block is not None)
        elif word in _MARKS:
            self._mark(line)
        elif word == "Background":
            self._background(line)
        elif word == "Scenario":
            self.blocks.append(Block(line, tuple(self.tags), self.known_failure, end_line=line.line))
            self._forget_marks()
        elif word == "Examples":
            self._examples(line, block)
        elif block is None:
            self._homeless(line)
        else:
            block.lines.append(line)
            block.end_line = line.line

    def end(self) -> None:
        """The file is over."""
        if self.mark is not None:
            self._mark_without_scenario(self.mark, None)

    def _mark_without_scenario(self, mark: Mark, line: Place | None) -> None:
        self._forget_marks()
        name = "Tag" if isinstance(mark, Tag) else "Known failure"
        found = "the file ends" if line is None else f"line {line.line} is none"
        problem = f"{name} stands before the Scenario it marks, and {found}"
        self.errors.append(BadStructure(mark.place, problem))

    def _forget_marks(self) -> None:
        self.mark, self.known_failure = None, ""
        self.tags.clear()

    def _setting(self, line: Place, *, late: bool) -> None:
        if late:
            problem = "a setting stands at the top, before Background and Scenario"
            self.errors.append(BadStructure(line.whole, problem))
            return
        step = self._parsed(line)
        if isinstance(step, Header):
            self.header.append(step)

    def _mark(self, line: Place) -> None:
        match self._parsed(line):
            case Tag(words) as mark:
                self.mark = mark
                self.tags += words
            case KnownFailure(why) as mark:
                if self.known_failure:
                    self.errors.append(BadStructure(mark.place, "a scenario has one Known failure"))
                self.mark, self.known_failure = mark, why

    def _background(self, line: Place) -> None:
        self._parsed(line)
        if self.blocks:
            first = self.blocks[0]
            what = (
                "a second Background" if first.scenario is None else "Background stands before the scenarios"
            )
            self.errors.append(BadStructure(line.whole, what))
        self.blocks.append(Block(None, end_line=line.line))

    def _examples(self, line: Place, block: Block | None) -> None:
        self._parsed(line)
        self.table = Table(line.whole)
        if block is None or block.scenario is None:
            self.errors.append(BadStructure(line.whole, "Examples stands in a Scenario"))
        elif block.table is not None:
            problem = f"a scenario has one Examples, this one in line {block.table.place.line}"
            self.errors.append(BadStructure(line.whole, problem))
        else:
            block.table, block.end_line = self.table, line.line

    def _homeless(self, line: Place) -> None:
        """A command before any block; that it is none at all is the better thing to say."""
        if self._parsed(line) is not None:
            problem = "a command stands in a Background or a Scenario"
            self.errors.append(BadStructure(line.whole, problem))

    def _parsed(self, line: Place) -> object:
        try:
            return parse_command(line, tokens_of(line))
        except ScriptError as error:
            self.errors.append(error)
            return None


def blocks_of(lines: Iterable[Place], errors: list[ScriptError]) -> tuple[list[Header], list[Block]]:
    """The settings at the top, and the blocks behind them; what is wrong goes to ``errors``."""
    gathering = _Gathering(errors)
    for line in lines:
        gathering.take(line)
    gathering.end()
    return gathering.header, gathering.blocks


def _structural_word(text: str) -> str:
    """The first word where it may be one of the structure's, else empty: most lines need no pattern to tell."""
    code = text.lstrip(" \t")
    if not code.startswith(_STRUCTURE):
        return ""
    found = _FIRST_WORD.match(code)
    return found[0] if found else ""
