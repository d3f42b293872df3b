"""A void of 40 keys as a keypad script: read, played in virtual time, the money check at its end."""

from __future__ import annotations

import gc
import subprocess
import time
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.start import PROGRAM
from benchmarks.table import Row
from benchmarks.timing import no_collection, seconds
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.runner.play import Keep, Performance
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Outcome
from pos_emulator.oracle import Oracle
from pos_emulator.runtime.virtual import Bench

SCRIPTS, FIRST, THROWN_AWAY = 1000, 100, 20
MOST_MS, MOST_SECONDS = 2.0, 5.0
PROCESSES = 2
GROWTH_BAR = 1.1
KEYS = 40
SCRIPT = """\
Background
  Given    signed-on
  Customer arrives holding demo-debit
  Sale     58.00 as $sale

Scenario "void; voucher number and PIN are mistyped first"
  Menu     void
  Secret   supervisor
  Enter
  Keys     999999 Enter Enter Clear Clear
  Keys     $sale.voucher Enter
  Enter
  Card     swipe demo-debit
  Keys     12 Clear Clear
  Secret   demo-debit
  Enter
  Expect   Screen void.approved "撤销成功"
  Keys     Enter Enter
  Expect   Ledger $sale voided
  Expect   Ledger balanced
"""
CARD, PIN = "demo-debit", "123456"
SIGN_ON = ("Enter", "01", "Enter", "0000", "Enter")
NOT_THERE = ("999999", "Enter", "Enter", "Clear", "Clear")
MISTYPED = ("12", "Clear", "Clear")


def rows() -> list[Row]:
    """The cost of a script, what of it is reading and what the same keys cost without one, and of many."""
    reading, whole, by_hand = [], [], []
    with no_collection():
        for number in range(SCRIPTS):
            if number % THROWN_AWAY == 0:
                gc.collect()  # The benches of before; a thousand of them would be measured as memory.
            read, played = script()
            reading.append(read)
            whole.append(read + played)
            by_hand.append(same_by_hand())
    each, read = median(whole) * 1e3, median(reading) * 1e3
    first, last = quick_tenth(whole[:FIRST]) * 1e3, quick_tenth(whole[-FIRST:]) * 1e3
    keys = median(by_hand) * 1e3
    many = many_scripts()
    allowed, first_name = f"{MOST_MS:g} ms", f"the first {FIRST}"
    last_name, many_name = f"the last {FIRST} of {SCRIPTS} scripts", f"run --repeat {SCRIPTS} -j {PROCESSES}"
    few = f"{MOST_SECONDS:g} s"
    return [
        Row(
            "script", "void, 40 keys: read, played, checked", each / MOST_MS, 1, allowed, each, MOST_MS, "ms"
        ),
        Row("script", "reading it alone", read / each, None, "all of it", read, each, "ms"),
        Row("script", "its keys on a bare bench, checked", keys / each, None, "all of it", keys, each, "ms"),
        Row("script", last_name, last / first, GROWTH_BAR, first_name, last, first, "ms"),
        Row("script", many_name, many / MOST_SECONDS, 1, few, many, MOST_SECONDS, "s"),
    ]


def quick_tenth(taken: list[float]) -> float:
    """What one in ten stays below: growth slows the quickest too, a busy machine does not."""
    return quantiles(taken, n=10)[0]


def script() -> tuple[float, float]:
    """Seconds to read the text, and to play the void to its result; the sale before it does not count."""
    began = time.perf_counter()
    parsed = parse_script(SCRIPT, file="void.keys")
    read = time.perf_counter() - began
    scenario = parsed.scenarios[0]
    performance = Performance(Playing.of(parsed, scenario), keep=Keep(digests=False))
    before = 0
    for step in performance.steps():
        if step is scenario.steps[0]:
            assert performance.stage is not None
            before, began = performance.stage.keys, time.perf_counter()
    result = performance.result()
    played = time.perf_counter() - began
    if result.outcome is not Outcome.PASSED or result.keys - before != KEYS:
        raise RuntimeError(f"{result.keys - before} keys, {result.outcome.value}: {result.failure}")
    return read, played


def many_scripts() -> float:
    """Seconds that the command takes for all of them, sign-on and sale included."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "void.keys"
        file.write_text(SCRIPT, "utf-8")
        command: list[str | Path] = [PROGRAM, "run", file, "--repeat", f"{SCRIPTS}", "-j", f"{PROCESSES}"]
        return seconds(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def same_by_hand() -> float:
    """Seconds of the same keys and the same money check, without a script."""
    bench, oracle = given()
    voucher = bench.state.last_voucher
    began = time.perf_counter()
    void(bench, voucher)
    found = oracle.look(bench.state, bench.ledger, bench.wire, screens=bench.all_screens, slips=bench.slips)
    taken = time.perf_counter() - began
    if found or bench.screen.name != "idle.signed-on" or bench.state.voids.get(voucher) is None:
        raise RuntimeError(f"the keys ended at {bench.screen.name}: {found}")
    return taken


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
