from __future__ import annotations

import pytest

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.parser import parse_script


def test_lines_that_name_no_column_are_shared_by_the_rows() -> None:
    text = 'Scenario "a <c>"\n  Enter\n  Host reply <c>\n  Examples\n  | c |\n  | 51 |\n  | 91 |'
    one, two = parse_script(text, file="x.keys").scenarios
    assert one.steps[0] is two.steps[0]
    assert one.steps[1] != two.steps[1]
    assert (one.name, two.name, one.title, two.row) == ("a 51", "a 91", "a <c>", 2)


def test_columns_that_no_line_names() -> None:
    text = 'Scenario "a <c>"\n  Enter # <d>\n  Examples\n  | c | d |\n  | 51 | x |'
    ((place, column),) = parse_script(text, file="x.keys").unused_columns
    assert (place.line, column) == (3, "d")


@pytest.mark.parametrize(
    ("begin", "cell", "name", "title"),
    [
        ("Scenario <n>", '"51"', "51", "<n>"),
        ('  Scenario  "a <n>"  # "x"', "51", "a 51", "a <n>"),
    ],
)
def test_the_title_is_as_it_was_written(begin: str, cell: str, name: str, title: str) -> None:
    text = f"{begin}\n  Enter\n  Examples\n  | n |\n  | {cell} |"
    (scenario,) = parse_script(text, file="x.keys").scenarios
    assert (scenario.name, scenario.title) == (name, title)


def test_marks_are_those_of_their_scenario() -> None:
    text = 'Tag a b\nKnown failure "w"\nScenario "s"\n  Enter\nScenario "t"\n  Enter'
    one, two = parse_script(text, file="x.keys").scenarios
    assert (one.tags, one.known_failure) == (("a", "b"), "w")
    assert (two.tags, two.known_failure) == ((), "")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (['Hint 1 "a"'], "2:3: this belongs to the next command that acts or expects, and none follows"),
        (
            ["Enter", 'Because "a"', 'Say "b"', "Given x"],
            "3:3: this belongs to the next command that acts or expects, and none follows",
        ),
        (
            ['Hint 1 "a"', 'Hint 2 "b"', 'Hint 1 "c"', "Enter"],
            "4:3: the next command has this already, in line 2",
        ),
        (["Weight 1", 'Say "b"', "Weight 2", "Enter"], "4:3: the next command has this already, in line 2"),
    ],
)
def test_teaching_belongs_to_a_command(lines: list[str], says: str) -> None:
    with pytest.raises(ScriptError) as raised:
        parse_script("\n  ".join(['Scenario "a"', *lines]), file="x.keys")
    (error,) = raised.value.errors
    assert f"{error.line}:{error.column}: {error.problem}" == says


def test_teaching_may_stand_before_every_command() -> None:
    lines = ["Weight 1", "Critical", 'Hint 1 "a"', "Enter", "Weight 2", "Expect Nothing sent"]
    assert len(parse_script("\n  ".join(['Scenario "a"', *lines]), file="x.keys").scenarios[0].steps) == 6


def test_a_column_makes_no_structure() -> None:
    text = 'Scenario "a"\n  <c>\n  Examples\n  | c |\n  | Background |'
    with pytest.raises(ScriptError, match="a <column> cannot make up the structure of a file"):
        parse_script(text, file="x.keys")
