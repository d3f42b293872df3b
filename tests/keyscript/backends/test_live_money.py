from __future__ import annotations

from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.keyscript.backends.core import CoreBench
from pos_emulator.keyscript.backends.live_money import LiveMoney
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.link.faults import Direction

BEGINS = prepared(Shop("cn-classic"), "signed-on")


def sold() -> tuple[CoreBench, MemoryLedger]:
    bench = CoreBench(BEGINS.start, 7)
    bench.power_on()
    before = MemoryLedger(bench.ledger.ledger_id)
    bench.ledger.copy_into(before)
    bench.counter.arrive("demo-debit")
    bench.act(*bench.counter.present("demo-debit"))
    bench.press("Enter", "1000", "Enter", BEGINS.secrets["demo-debit"].reveal(), *("Enter",) * 3)
    return bench, before


def test_books_that_agree() -> None:
    bench, _ = sold()
    money = LiveMoney(bench, lambda: bench.ledger)
    assert money.look() == []
    assert money.case().same_book


def test_a_sale_that_the_host_has_not() -> None:
    bench, before = sold()
    assert [finding.rule for finding in LiveMoney(bench, lambda: before).look()] == ["G4"]


def test_books_that_cannot_be_read_are_not_held_against_anything() -> None:
    bench, _ = sold()
    money = LiveMoney(bench, None)
    assert money.look() == []
    assert not money.case().same_book


def test_a_request_that_leaves_with_nothing_on_file() -> None:
    bench, _ = sold()
    money = LiveMoney(bench, lambda: bench.ledger)
    assert bench.before_write is not None
    frames = [data for direction, data in bench.wire if direction is Direction.TO_HOST and len(data) > 1]
    bench.before_write(Direction.TO_HOST, frames[-1], bench.state)
    assert [finding.rule for finding in money.look()] == ["G3"]
