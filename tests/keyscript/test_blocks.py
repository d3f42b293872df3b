from __future__ import annotations

import pytest

from pos_emulator.keyscript.blocks import blocks_of
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.lines import lines_of
from pos_emulator.keyscript.steps.structure import UseSeed


def gathered(text: str) -> tuple[list[str], list[ScriptError]]:
    errors: list[ScriptError] = []
    _, blocks = blocks_of(lines_of(text, "x.keys")[0], errors)
    return [
        f"{block.scenario.line if block.scenario else 'background'}: {len(block.lines)} lines, "
        f"{len(block.table.rows) if block.table else 'no'} rows, {block.tags}, {block.known_failure!r}, "
        f"to {block.end_line}"
        for block in blocks
    ], errors


def test_gathers_lines_rows_and_marks() -> None:
    text = """\
Background
  Enter
Tag slow money
Known failure "rounds"
Tag three
Scenario "a"
  Enter
  Examples
    # rows
    | a |

    | 1 |
  Cancel
Scenario "b"
"""
    blocks, errors = gathered(text)
    assert blocks == [
        "background: 1 lines, no rows, (), '', to 2",
        "6: 2 lines, 2 rows, ('slow', 'money', 'three'), 'rounds', to 13",
        "14: 0 lines, no rows, (), '', to 14",
    ]
    assert errors == []


def test_a_scenario_may_end_in_its_rows() -> None:
    blocks, _ = gathered('Scenario "a"\nEnter\nExamples\n|a|\n|1|\n\n')
    assert blocks == ["1: 1 lines, 2 rows, (), '', to 5"]


def test_a_row_behind_another_command_is_no_row() -> None:
    blocks, _ = gathered('Scenario "a"\nExamples\n|a|\n|1|\nEnter\n|2|')
    assert blocks == ["1: 2 lines, 2 rows, (), '', to 6"]


def test_settings_are_steps() -> None:
    header, blocks = blocks_of(lines_of("Seed 3\n", "x.keys")[0], [])
    assert (header, blocks) == ([UseSeed(3)], [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Enter", "1:1: a command stands in a Background or a Scenario"),
        ('Scenario "a"\nSeed 3', "2:1: a setting stands at the top, before Background and Scenario"),
        ('Scenario "a"\n  Background', "2:3: Background stands before the scenarios"),
        ("Background\nBackground", "2:1: a second Background"),
        ("Background\n  Examples\n  | a |\n  | 1 |", "2:3: Examples stands in a Scenario"),
        (
            'Scenario "a"\nExamples\n|a|\n|1|\nExamples\n',
            "5:1: a scenario has one Examples, this one in line 2",
        ),
        ('Scenario "a"\nTag x\nEnter', "2:1: Tag stands before the Scenario it marks, and line 3 is none"),
        ('Known failure "x"', "1:1: Known failure stands before the Scenario it marks, and the file ends"),
        ('Known failure "x"\nKnown failure "y"\nScenario "a"', "2:1: a scenario has one Known failure"),
        ('Scenario "a"\nExamples x', "2:10: Examples takes nothing more, found 'x'"),
        ("Background x", "1:12: Background takes nothing more, found 'x'"),
        ("Tag", "1:1: Tag needs a word"),
        ("Tag a/b\nBackground", "1:5: expected a word of letters, digits, dots and hyphens, found 'a/b'"),
    ],
)
def test_refuses(text: str, says: str) -> None:
    _, errors = gathered(text)
    assert [f"{error.line}:{error.column}: {error.problem}" for error in errors] == [says]
