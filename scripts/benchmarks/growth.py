"""What may not grow: a void with the ledger behind it, looking up a voucher with the open batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.table import Row
from benchmarks.till import HashedEntropy, Till, acquirer_over
from benchmarks.timing import by_turns, paired_ratio
from benchmarks.void_script import given
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.records import Booking, Leg, Outcome, RequestId

SMALL, LARGE = 100, 100_000
GROWTH_BAR = 1.1
ROUNDS, VOIDS = 15, 12
ROWS_EACH = 4
"""Rows of one filled-in sale: a booking, two legs, an outcome."""

LOOK_UPS, FEW, MANY = 15, 1, 500


def rows() -> list[Row]:
    """The large case beside the small one."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        contenders = {
            f"{form}, {size}": voids_on(filled(make(folder / f"{size}.db"), size // ROWS_EACH))
            for form, make in {"in memory": in_memory, "in SQLite": in_sqlite}.items()
            for size in (SMALL, LARGE)
        }
        samples = by_turns(contenders, rounds=ROUNDS)
    grown = [
        Row(
            "growth",
            f"void on a ledger {form} of {LARGE:,} rows",
            paired_ratio(samples, f"{form}, {LARGE}", f"{form}, {SMALL}"),
            GROWTH_BAR,
            f"of {SMALL} rows",
            median(samples[f"{form}, {LARGE}"]) * 1e6,
            median(samples[f"{form}, {SMALL}"]) * 1e6,
            "µs",
        )
        for form in ("in memory", "in SQLite")
    ]
    return [*grown, look_up()]


def look_up() -> Row:
    """A voucher number typed at the terminal and found, in a batch of many sales beside a batch of one."""
    samples = by_turns({f"{size}": look_ups_in(size) for size in (FEW, MANY)}, rounds=ROUNDS)
    return Row(
        "growth",
        f"voucher typed and found in a batch of {MANY}",
        paired_ratio(samples, f"{MANY}", f"{FEW}"),
        GROWTH_BAR,
        f"in a batch of {FEW}",
        median(samples[f"{MANY}"]) * 1e6,
        median(samples[f"{FEW}"]) * 1e6,
        "µs",
    )


def look_ups_in(size: int) -> Callable[[], float]:
    """The median look-up of a slice: from the last digit and the Enter key to the sale on the screen."""
    bench, _ = given()
    voucher = bench.state.last_voucher
    sale = bench.state.batch.get(voucher)
    assert sale is not None
    for number in range(1, size):
        other = f"{500_000 + number:06d}"
        bench.state.batch.put(other, replace(sale, voucher=other))
    bench.flash.commit()

    def once() -> float:
        bench.press("Enter", "2", "123456", "Enter")
        began = perf_counter()
        bench.press(voucher, "Enter")
        taken = perf_counter() - began
        assert bench.screen.name == "void.check"
        bench.press("Cancel")
        return taken

    return lambda: median(once() for _ in range(LOOK_UPS))


def voids_on(ledger: Ledger) -> Callable[[], float]:
    """The median void of a slice, in seconds, each of a sale made just before."""
    acquirer = acquirer_over(ledger)
    till = Till(lambda payload: acquirer.respond(payload).payload or b"")
    till.sign_on()

    def run() -> float:
        return median(void_once(till) for _ in range(VOIDS))

    return run


def void_once(till: Till) -> float:
    """One void."""
    request = till.void_of(*till.sell())
    began = perf_counter()
    till.approved(request)
    return perf_counter() - began


def in_memory(_: Path) -> Ledger:
    """An empty ledger in memory."""
    return MemoryLedger("00112233445566aa")


def in_sqlite(path: Path) -> Ledger:
    """An empty ledger on disk, synchronous=FULL."""
    return open_ledger(path, entropy=HashedEntropy())


def filled(ledger: Ledger, sales: int) -> Ledger:
    """The ledger with so many sales of other terminals in it."""
    with ledger.unit():
        for booking, legs, outcome in past_sales(sales):
            ledger.book(booking, legs)
            ledger.keep_outcome(outcome)
    return ledger


def past_sales(count: int) -> Iterator[tuple[Booking, tuple[Leg, ...], Outcome]]:
    """Sales of 50 terminals, 500 to a batch."""
    for number in range(count):
        tid, batch, stan = (
            f"9{number % 50:07d}",
            f"{number // 25_000 + 1:06d}",
            f"{number // 50 % 500 + 1:06d}",
        )
        id = RequestId("123456789012345", tid, 1, batch, stan)
        booking = Booking(
            id=id,
            kind="sale",
            amount=1,
            token=f"{number % 997:016x}",
            masked_pan="622424******0069",
            foreign=False,
            rrn=f"6{number:011d}",
            approval=f"{number % 10**6:06d}",
            day=date(2026, 11, 20),
            time="120000",
        )
        legs = (Leg(id, "merchant:123456789012345", 1), Leg(id, f"cardholder:{booking.token}", -1))
        digest = number.to_bytes(16, "big")
        elements = ((11, stan), (37, booking.rrn), (38, booking.approval), (41, tid))
        yield booking, legs, Outcome(id, "sale", digest, digest, "00", "", elements)
