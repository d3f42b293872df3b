from __future__ import annotations

import json

from pos_emulator.keyscript.report.json_lines import result_line, summary_line
from pos_emulator.keyscript.runner.summary import Summary
from tests.keyscript.playing import at_shop


def test_a_scenario() -> None:
    line = result_line(at_shop("Menu void", "Expect Shows menu.main"))
    assert "\n" not in line
    found = json.loads(line)
    digests = found.pop("sha256")
    assert set(digests) == {"wire", "screens", "receipts", "ledger"}
    assert {len(each) for each in digests.values()} == {64}
    failure = found.pop("failure")
    assert failure["line"] == 6
    assert failure["problem"] == "the terminal shows void.password"
    assert failure["shown"][1] == "  | Expect Shows menu.main"
    assert found == {
        "event": "scenario",
        "file": "x.keys",
        "line": 4,
        "name": "s",
        "row": 0,
        "repeat": 1,
        "seed": 1,
        "outcome": "failed",
        "known_failure": "",
        "virtual_seconds": 0.0,
        "keys": 2,
        "log": [],
        "again": "pos-emulator run x.keys:4 --seed 1",
    }


def test_the_end() -> None:
    assert json.loads(summary_line(Summary((), 3, interrupted=True))) == {
        "event": "summary",
        "planned": 3,
        "outcomes": {
            "passed": 0,
            "failed": 0,
            "known-failure": 0,
            "unexpected-pass": 0,
            "internal-error": 0,
        },
        "unused_goldens": [],
        "interrupted": True,
    }
