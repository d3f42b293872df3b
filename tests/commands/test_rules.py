from __future__ import annotations

from pathlib import Path

from pos_emulator.acquirer.rules import CATALOGUE
from tests.commands.shell import run


def test_those_of_the_acquirer_that_runs(open_shop: Path) -> None:
    ran = run("rules", "--state", open_shop)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["*", "NAME", "ON", "CODE", "WHAT", "IT", "SAYS"]
    assert lines[-2:] == ["", "* can be switched: pos-emulator host rules NAME on|off"]
    assert [line[3:].split()[0] for line in lines[1:-2]] == [rule.name for rule in CATALOGUE]
    assert "*  card-expired          on   54    The card has expired.\n" in ran.out
    assert "   bad-mac               on   A0    " in ran.out


def test_as_one_starts_where_none_runs(tmp_path: Path) -> None:
    ran = run("rules", "--state", tmp_path, "--json")
    assert ran.code == 0
    assert ran.err == "note: no acquirer is running here; these are the rules as one starts\n"
    (rule,) = (rule for rule in ran.json["rules"] if rule["name"] == "format")
    assert rule == {
        "name": "format",
        "says": "The elements do not make up a message this host takes.",
        "code": "30",
        "on": True,
        "fixed": True,
    }
