from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.shell import run

SCRIPT = """\
Tag smoke money
Scenario "first"
  Enter

Scenario "second <n>"
  Examples
    | n |
    | 1 |
    | 2 |
  Keys <n>
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.keys").write_text(SCRIPT)


def test_scenarios_and_where_they_are() -> None:
    ran = run("list", ".")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
where     scenario  tags
a.keys:2  first     smoke money
a.keys:5  second 1
a.keys:5  second 2
"""
    )


def test_as_json_and_chosen() -> None:
    assert run("list", "a.keys", "--tag", "money", "--json").json == [
        {
            "file": "a.keys",
            "line": 2,
            "name": "first",
            "row": 0,
            "tags": ["smoke", "money"],
            "known_failure": "",
        }
    ]


def test_nothing_is_an_error() -> None:
    assert run("list", ".", "-k", "refund").code == 2


def test_what_does_not_parse_is_said_without_a_word_of_keys() -> None:
    Path("a.keys").write_text("Scenario\n")
    ran = run("list", ".")
    assert ran.code == 3
    assert ran.err.startswith("Error: a.keys:1:1: ")
