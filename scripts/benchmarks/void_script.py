"""A void of some 40 keys in virtual time, after sign-on and sale, the money check at its end."""

from __future__ import annotations

import gc
import time
from statistics import median

from benchmarks.table import Row
from benchmarks.timing import no_collection
from pos_emulator.oracle import Oracle
from pos_emulator.runtime.virtual import Bench

SCRIPTS, FIRST, THROWN_AWAY = 1000, 100, 20
MOST_MS = 2.0
GROWTH_BAR = 1.1
CARD, PIN = "demo-debit", "123456"
SIGN_ON = ("Enter", "01", "Enter", "0000", "Enter")
NOT_THERE = ("999999", "Enter", "Enter", "Clear", "Clear")
MISTYPED = ("12", "Clear", "Clear")


def rows() -> list[Row]:
    """The cost of a script, and whether it grows with the scripts before it."""
    with_check, keys_alone = [], []
    with no_collection():
        for number in range(SCRIPTS):
            if number % THROWN_AWAY == 0:
                gc.collect()  # The benches of before; a thousand of them would be measured as memory.
            whole, keys = script()
            with_check.append(whole)
            keys_alone.append(keys)
    each, keys = median(with_check) * 1e3, median(keys_alone) * 1e3
    first, last = median(with_check[:FIRST]) * 1e3, median(with_check[-FIRST:]) * 1e3
    allowed = f"{MOST_MS:g} ms"
    return [
        Row("script", "void, 40 keys, money check", each / MOST_MS, 1, allowed, each, MOST_MS, "ms"),
        Row("script", "its keys alone", keys / MOST_MS, None, allowed, keys, MOST_MS, "ms"),
        Row(
            "script",
            f"the last {FIRST} of {SCRIPTS} scripts",
            last / first,
            GROWTH_BAR,
            f"the first {FIRST}",
            last,
            first,
            "ms",
        ),
    ]


def script() -> tuple[float, float]:
    """One script on a bench of its own; seconds with the money check, and of its keys alone."""
    bench, oracle = given()
    voucher = bench.state.last_voucher
    began = time.perf_counter()
    void(bench, voucher)
    keys = time.perf_counter() - began
    found = oracle.look(bench.state, bench.ledger, bench.wire, screens=bench.all_screens, slips=bench.slips)
    whole = time.perf_counter() - began
    if found or bench.screen.name != "idle.signed-on" or bench.state.voids.get(voucher) is None:
        raise RuntimeError(f"the script ended at {bench.screen.name}: {found}")
    return whole, keys


def given() -> tuple[Bench, Oracle]:
    """A terminal at idle, signed on, with one sale in its batch."""
    bench = Bench().power_on()
    bench.counter.arrive(CARD)
    bench.press(*SIGN_ON, "Enter")
    bench.act(*bench.counter.present(CARD)).press("Enter", "5800", "Enter", PIN, "Enter", "Enter", "Enter")
    oracle = Oracle(bench.profile)
    oracle.look(bench.state, bench.ledger, bench.wire, screens=bench.all_screens, slips=bench.slips)
    return bench, oracle


def void(bench: Bench, voucher: str) -> None:
    """The keys of a void; voucher number and PIN are mistyped first."""
    bench.press("Enter", "2", "123456", "Enter", *NOT_THERE, voucher, "Enter", "Enter")
    bench.act(*bench.counter.present(CARD)).press(*MISTYPED, PIN, "Enter", "Enter", "Enter")
