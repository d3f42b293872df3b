from __future__ import annotations

from pos_emulator.keyscript.runner.play import Keep, play
from pos_emulator.keyscript.runner.playing import Playing
from tests.keyscript.playing import SHOP, script


def files_of(*lines: str) -> dict[str, str]:
    """The files of one scenario that fails at its last line."""
    read = script(SHOP + 'Scenario "s"\n' + "\n".join(f"  {line}" for line in lines) + "\n")
    result = play(Playing.of(read, read.scenarios[0]), keep=Keep(evidence=True))
    return dict(result.filed)


def test_everything_that_was_seen_is_there() -> None:
    files = files_of("Sale 58.00 as $sale", "Expect Ledger $sale voided")
    assert set(files) == {"keys.txt", "screens.txt", "receipts.txt", "trace.txt", "ledger.txt"}
    assert files["keys.txt"].splitlines()[1] == "Card present demo-debit  -> sale.confirm-card"
    assert "sale.amount  lamps: line training\n  |" in files["screens.txt"]
    assert "|请持卡人输入密码|" in files["screens.txt"]
    assert files["receipts.txt"].startswith("merchant 000003\n")
    assert "sent at 08:55:00: MTI 0200  sale" in files["trace.txt"]
    assert files["ledger.txt"].splitlines()[1].endswith("sale 58.00 622424******0069 booked")


def test_what_did_not_happen_is_said() -> None:
    files = files_of("Expect Shows idle.signed-off")
    assert files["receipts.txt"] == "no receipts\n"
    assert files["trace.txt"] == "no trace\n"


def test_one_bench_after_the_other() -> None:
    files = files_of("Sale 5.00", "Given locked", "Expect Shows idle.signed-off")
    assert "bench 1 of 2\n" in files["screens.txt"]
    assert "bench 2 of 2\nlock.locked" in files["screens.txt"]


def test_nothing_is_filed_where_nothing_failed() -> None:
    assert files_of("Sale 5.00") == {}
