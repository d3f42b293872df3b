from __future__ import annotations

import pytest

from pos_emulator.keyscript.check import problems
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.product import product_world


def said(text: str) -> list[str]:
    return [str(error) for error in problems(parse_script(text, file="x.keys"), product_world())]


def scenarios(*names: str, snapshot: bool = True) -> str:
    step = "Expect Snapshot one" if snapshot else "Enter"
    return "".join(f'Scenario "{name}"\n  {step}\n' for name in names)


def test_two_scenarios_with_one_golden() -> None:
    assert said(scenarios("void a", "void, A!")) == [
        "x.keys:3:1: its golden would be that of the scenario in line 1\n"
        '  | Scenario "void, A!"\n'
        "  | ^^^^^^^^^^^^^^^^^^^  let their names differ in more than signs and capitals"
    ]


def test_only_goldens_can_meet() -> None:
    assert said(scenarios("void a", "void, A!", snapshot=False)) == []
    assert said(scenarios("void a", "void b")) == []


def test_a_row_and_a_scenario_named_like_it() -> None:
    rows = 'Scenario "x"\n  Examples\n    | n |\n    | 1 |\n  Keys <n>\n  Expect Snapshot one\n'
    assert said(rows + scenarios("x 1")) == []


@pytest.mark.parametrize(
    ("background", "place"), [("", "x.keys:3:19"), ("Background\n  Expect Snapshot one\n", "x.keys:4:19")]
)
def test_one_name_for_two_snapshots_of_a_scenario(background: str, place: str) -> None:
    first, *_ = said(background + scenarios("a") + "  Expect Snapshot one\n")
    assert first.startswith(f"{place}: a snapshot is named 'one' already, in line 2\n")
