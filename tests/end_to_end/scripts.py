"""The scripts that are disturbed, and the records from which they start."""

from __future__ import annotations

from functools import cache

from pos_emulator.runtime.virtual import Bench, SavedStart
from tests.end_to_end.operator import Operator

CARD, PIN = "demo-debit", "123456"


def sign_on(bench: Bench) -> None:
    bench.press("Enter", "01", "Enter", "0000", "Enter", "Enter")


def sale(bench: Bench) -> None:
    bench.counter.arrive(CARD)
    bench.act(*bench.counter.present(CARD))
    bench.press("Enter", "5800", "Enter", PIN, "Enter", "Enter", "Enter")


def void(bench: Bench) -> None:
    voucher = bench.state.last_voucher
    bench.counter.arrive(CARD)
    bench.press("Enter", "2", "123456", "Enter", voucher, "Enter", "Enter")
    bench.act(*bench.counter.present(CARD))
    bench.press(PIN, "Enter", "Enter", "Enter")


def refund(bench: Bench) -> None:
    """Part of a settled sale."""
    settled = next(iter(bench.state.settled.values()))
    bench.counter.arrive(CARD)
    bench.press("Enter", "3", "1", "123456", "Enter")
    bench.act(*bench.counter.present(CARD))
    bench.press("Enter", settled.rrn, "Enter", settled.date, "Enter", "1000", "Enter", "1", "Enter")
    bench.press("Enter", "Enter", "Enter")


def settlement(bench: Bench) -> None:
    bench.press("Enter", "7", "4", "Enter", "Enter")


@cache
def blank() -> SavedStart:
    """A terminal as delivered."""
    return Bench().saved_start()


@cache
def signed_on() -> SavedStart:
    return _after(blank(), sign_on)


@cache
def sold() -> SavedStart:
    """One sale in the open batch."""
    return _after(signed_on(), sale)


@cache
def settled() -> SavedStart:
    """One sale, settled; the batch is empty."""
    return _after(sold(), settlement)


@cache
def refunded() -> SavedStart:
    """A refund in the open batch, and a sale, and a voided one."""
    return _after(settled(), refund, sale, sale, void)


def _after(start: SavedStart, *scripts) -> SavedStart:  # type: ignore[no-untyped-def]
    bench = Bench(start=start).power_on()
    operator = Operator(bench)
    for script in scripts:
        script(bench)
        assert bench.screen.name == "idle.signed-on", bench.screen.name
    findings = operator.look()
    assert not findings, [str(each) for each in findings]
    return bench.power_cut().saved_start()
