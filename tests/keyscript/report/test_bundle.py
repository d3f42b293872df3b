from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pos_emulator.cards import load_cards
from pos_emulator.keyscript.report.bundle import write_bundles
from pos_emulator.keyscript.runner.play import Keep, play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.sources import source_at
from pos_emulator.keyscript.start_states import Shop, prepared

SCRIPT = """\
Source   shop.keys

Scenario "the host says <code>, 51 or no"
  Examples
    | code |
    | 00   |
    | 51   |
  Host     reply <code>
  Sale     58.00 as $sale
  Expect   Ledger $sale booked

Scenario "by hand, every secret typed"
  Given    fresh
  Enter
  Keys     99 Enter
  Secret   admin
  Enter
  Keys     1
  Keys     0123456789012345
  Cancel
  Expect   Shows menu.main
"""
SHOP = """\
Background
  Given    signed-on
  Customer arrives holding demo-debit demo-credit
"""


@pytest.fixture
def bundles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of a script of which two scenarios fail."""
    monkeypatch.chdir(tmp_path)
    Path("qa").mkdir()
    Path("qa/shop.keys").write_text(SHOP, "utf-8")
    Path("qa/no luck.keys").write_text(SCRIPT, "utf-8")
    source, script = source_at(Path("qa/no luck.keys"))
    results = [play(Playing.of(script, each), keep=Keep(evidence=True)) for each in script.scenarios]
    Path("out").mkdir()
    return write_bundles(Path("out"), results, [source])


def test_a_folder_for_each_failure(bundles: list[Path]) -> None:
    assert [each.name for each in bundles] == [
        "1-no-luck-3-row-2-the-host-says-51-51-or-no",
        "2-no-luck-12-by-hand-every-secret-typed",
    ]
    assert sorted(each.name for each in bundles[0].iterdir()) == [
        "keys.txt",
        "ledger.txt",
        "no luck.keys",
        "receipts.txt",
        "report.txt",
        "run.json",
        "screens.txt",
        "shop.keys",
        "trace.txt",
    ]


def test_it_says_with_what_and_how_to_play_it_again(bundles: list[Path]) -> None:
    facts = json.loads((bundles[0] / "run.json").read_text("utf-8"))
    assert {"pos-emulator", "python", "system", "construct"} <= set(facts["versions"])
    assert facts["result"]["seed"] == 1
    assert facts["result"]["again"] == "pos-emulator run 'qa/no luck.keys:3' --seed 1"
    assert "again: pos-emulator run 'qa/no luck.keys:3'" in (bundles[0] / "report.txt").read_text("utf-8")
    assert (bundles[0] / "no luck.keys").read_text("utf-8") == SCRIPT


def test_no_secret_is_in_it(bundles: list[Path]) -> None:
    text = "\n".join(
        path.read_text("utf-8") for place in bundles for path in place.iterdir() if path.suffix != ".keys"
    )
    assert "622424******0069" in text
    for state in ("signed-on", "fresh"):
        for name, secret in prepared(Shop("cn-classic"), state).secrets.items():
            assert secret is None or not re.search(rf"(?<!\d){secret.reveal()}(?!\d)", text), name
    for card in load_cards().values():
        assert card.pan not in text
    assert "012345678901" not in text


def test_a_folder_that_is_not_there_is_an_error(bundles: list[Path], tmp_path: Path) -> None:
    source, script = source_at(Path("qa/no luck.keys"))
    failed = play(Playing.of(script, script.scenarios[1]), keep=Keep(evidence=True))
    with pytest.raises(FileNotFoundError):
        write_bundles(tmp_path / "nowhere", [failed], [source])


def test_the_report_has_every_message_since_the_last_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.keys").write_text(
        "Background\n  Given signed-on\n  Customer arrives holding demo-debit\n"
        'Scenario "s"\n  Sale 1.00 as $s\n  Settle\n  Expect Shows menu.main\n'
    )
    source, script = source_at(Path("a.keys"))
    result = play(Playing.of(script, script.scenarios[0]), keep=Keep(evidence=True))
    assert result.failure is not None
    assert "  (2 before these)" in result.failure.evidence
    Path("out").mkdir()
    (made,) = write_bundles(Path("out"), [result], [source])
    report = (made / "report.txt").read_text("utf-8")
    assert re.findall("MTI ([0-9]{4})", report) == ["0500", "0510", "0320", "0330"]
