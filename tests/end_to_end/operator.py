"""A person who does what the screens say, until the terminal is idle, signed on, and owes nothing."""

from __future__ import annotations

from pos_emulator.firmware.peripherals import Timer
from pos_emulator.oracle import FrameReader
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.on_bench import BenchOracle
from pos_emulator.runtime.virtual import Bench

PINS = {"demo-debit": "123456", "demo-credit": "246810", "demo-contactless": "112233"}
MOST_STEPS = 60
OWING = frozenset({"power.owed", "power.in-doubt"})
SIGNED_OFF = frozenset({"idle.signed-off", "idle.new-day", "logon.needed"})


def is_asking(bench: Bench) -> bool:
    """Whether the terminal waits for the host, and no key works."""
    timer = bench.next_timer()
    return timer is not None and timer[0] is Timer.HOST


class NoWayOnError(AssertionError):
    """The screens led nowhere."""


class Operator:
    """Sits before one bench and follows its screens."""

    def __init__(self, bench: Bench, *, reader: FrameReader | None = None) -> None:
        self.bench = bench
        self.oracle = BenchOracle(bench, reader=reader)
        self.path: list[str] = []

    def settle_down(self, *, until: frozenset[str] = frozenset({"idle.signed-on"})) -> Operator:
        """Follow the screens to an idle terminal, and wait until nothing is on the line."""
        bench = self.bench
        bench.power_on()
        for _ in range(MOST_STEPS):
            name = bench.screen.name
            self.path.append(name)
            if name in until:
                if not bench.line_busy:
                    return self
                bench.wait(600)
            elif is_asking(bench) or name in OWING:
                bench.wait(60)
            elif name in SIGNED_OFF:
                bench.press("Enter")
            elif name == "logon.operator":
                bench.press("01", "Enter")
            elif name == "logon.password":
                bench.press("0000", "Enter")
            elif name.startswith("menu."):
                bench.press("Cancel")
            elif name == "card.remove":
                bench.act(*bench.counter.remove())
            elif name in {"sale.confirm-card", "sale.amount", "sale.pin", "void.check", "refund.confirm"}:
                bench.press("Cancel")
            else:
                bench.press("Enter")
        raise NoWayOnError(" > ".join(self.path[-12:]))

    def sign_on_again(self) -> Operator:
        """A new sign-on by the menu, though somebody is signed on."""
        self.bench.press("Func", "7", "1", "01", "Enter", "0000", "Enter")
        return self.settle_down()

    def sell(self, amount: str = "700", card: str = "demo-contactless") -> Operator:
        """The next sale: it must be approved, or there was no way on."""
        bench = self.bench
        bench.counter.arrive(card)
        bench.act(*bench.counter.present(card))
        bench.press("Enter", amount, "Enter", PINS[card], "Enter")
        if "sale.approved" not in bench.shown:
            raise NoWayOnError(f"the next sale ended in {bench.shown}")
        return self.settle_down()

    def look(self) -> list[Finding]:
        """What the oracle says now."""
        return self.oracle.look()
