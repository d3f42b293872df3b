from __future__ import annotations

import pytest

from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.kept import Kept, KeptValues
from pos_emulator.keyscript.values import Saved
from tests.keyscript.playing import stage

SALE = Kept("000003", "000001", 58_00, "demo-debit")
STATE = stage().bench.state


def test_parts_of_a_transaction() -> None:
    values = KeptValues()
    values.keep("sale", SALE)
    texts = [values.text(Saved("sale", part), STATE) for part in ("voucher", "stan", "batch", "amount")]
    assert texts == ["000003", "000003", "000001", "58.00"]
    assert values.fen(Saved("sale", "amount"), STATE) == 58_00
    assert values.fen(7, STATE) == 7


def test_what_the_terminal_does_not_know_is_said() -> None:
    values = KeptValues()
    values.keep("sale", SALE)
    with pytest.raises(ScenarioFailed, match=r"^\$sale has no rrn: it was not approved$"):
        values.text(Saved("sale", "rrn"), STATE)
    with pytest.raises(ScenarioFailed, match=r"^\$other was never sent$"):
        values.transaction("other", STATE)


def test_what_is_kept_here_wins() -> None:
    here, there = KeptValues(), KeptValues()
    here.keep_value("a", "here")
    there.keep_value("a", "there")
    there.keep_value("b", "there")
    here.keep_all_but_known(there)
    assert [here.text(Saved(name), STATE) for name in "ab"] == ["here", "there"]
