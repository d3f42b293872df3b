"""What can be done to a script's line: every fault of every write, and pairs of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.faults import Direction, Fault, FaultKind, Scope, Target, exchange_of
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Frame
from pos_emulator.runtime.virtual import Bench, SavedStart, Script

DELAYS = (1.0, 2.5, 7.0, 31.0, 61.0, 125.0, 4000.0)
"""Past the gap, one and all ACK timers, card and confirm, prompt and host, the retry, and a whole morning."""

OVERTAKEN, LATE = 2.5, 65.0
"""Past the repeat of a frame, and past the host timer."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """One write of an undisturbed run."""

    number: int
    direction: Direction
    data: bytes

    @property
    def is_frame(self) -> bool:
        return len(self.data) > 1

    @property
    def target(self) -> Target:
        if not self.is_frame:
            return Target.ACK
        return Target.REQUEST_FRAME if self.direction is Direction.TO_HOST else Target.RESPONSE_FRAME

    @property
    def with_repeats(self) -> Target:
        return Target.REQUEST if self.direction is Direction.TO_HOST else Target.RESPONSE

    def label(self, *faults: Fault) -> str:
        what = exchange_of(self.data) or "control byte"
        return f"write {self.number} ({self.direction.value} {what}): " + ", ".join(
            f"{fault.kind.value} {fault.target.value} {fault.argument:g}" for fault in faults
        )


Choice = Callable[[Crossed], Iterator[Fault]]
"""The faults to try on one write."""


def writes_of(script: Script, start: SavedStart) -> list[Crossed]:
    """What crosses the line while nothing disturbs."""
    bench = Bench(start=start)
    before = len(bench.wire)
    bench.play(script)
    return [Crossed(number, *bench.wire[number]) for number in range(before, len(bench.wire))]


def every_fault(script: Script, start: SavedStart, choice: Choice) -> Iterator[tuple[str, Bench]]:
    """The bench of each single fault at each write, played to the end of the script."""
    for crossed in writes_of(script, start):
        for fault in choice(crossed):
            bench = Bench(start=start)
            bench.fault_at[crossed.number] = fault
            yield crossed.label(fault), bench.play(script)


def every_pair(script: Script, start: SavedStart) -> Iterator[tuple[str, Bench]]:
    """Two faults at two frames of one run: a lost answer and a late request, and all their kin."""
    frames = [crossed for crossed in writes_of(script, start) if crossed.is_frame]
    for first, second in combinations(frames, 2):
        for one, other in product(_of_a_pair(first), _of_a_pair(second)):
            bench = Bench(start=start)
            bench.fault_at |= {first.number: one, second.number: other}
            yield f"{first.label(one)}; {second.label(other)}", bench.play(script)


def every_pair_of_exchanges(
    script: Script, start: SavedStart, *, first: str, follow_up: str
) -> Iterator[tuple[str, Bench]]:
    """A request whose answer is lost or late, and then the exchange by which the terminal finds out."""
    ways = (Target.REQUEST, Target.RESPONSE)
    ones = [
        Fault(kind, Scope.NEXT, target, seconds, first)
        for target in ways
        for kind, seconds in ((FaultKind.DROP, 0.0), (FaultKind.DELAY, 61.0), (FaultKind.DELAY, LATE))
    ]
    others = [
        Fault(kind, Scope.NEXT, target, seconds, follow_up)
        for target in ways
        for kind, seconds in (
            (FaultKind.DROP, 0.0),
            (FaultKind.DELAY, OVERTAKEN),
            (FaultKind.DELAY, 10.0),
            (FaultKind.DELAY, LATE),
        )
    ]
    for one, other in product(ones, others):
        bench = Bench(start=start)
        bench.faults.add(one)
        bench.play(script)
        bench.faults.add(other)
        bench.wait(60).wait(60)
        yield f"{one.kind.value} {one.target.value} {one.argument:g}, then {other}", bench


def whole(crossed: Crossed) -> Iterator[Fault]:
    """Dropped, doubled, overtaken, garbled, delayed past each timer; once, and with all repeats."""
    for kind in (FaultKind.DROP, FaultKind.DUPLICATE, FaultKind.SWAP, FaultKind.GARBLE):
        yield Fault(kind, Scope.NEXT, crossed.target)
    for seconds in DELAYS:
        yield Fault(FaultKind.DELAY, Scope.NEXT, crossed.target, seconds)
    if crossed.is_frame:
        for kind in (FaultKind.DROP, FaultKind.DUPLICATE, FaultKind.GARBLE):
            yield Fault(kind, Scope.NEXT, crossed.with_repeats)
        for seconds in DELAYS:
            yield Fault(FaultKind.DELAY, Scope.NEXT, crossed.with_repeats, seconds)


def cut_at_each_byte(crossed: Crossed) -> Iterator[Fault]:
    """Only so many bytes arrive."""
    if crossed.is_frame:
        for octets in range(len(crossed.data) - 1):
            yield Fault(FaultKind.CUT, Scope.NEXT, crossed.target, octets)


def each_bit(crossed: Crossed) -> Iterator[Fault]:
    """Every bit arrives wrong once; in each byte, those to which the receiver's framer reacts alike, once.

    What is behind a framer sees its reactions alone: to the damaged frame, to the repeat that follows,
    and to the silence after it.
    """
    if not crossed.is_frame:
        return
    known: set[tuple[int, str]] = set()
    for bit in range(8 * (len(crossed.data) - 1)):
        octet = 1 + bit // 8
        wrong = bytes((crossed.data[octet] ^ 0x80 >> bit % 8,))
        reaction = octet, _reaction(crossed.data[:octet] + wrong + crossed.data[octet + 1 :], crossed.data)
        if reaction not in known:
            known.add(reaction)
            yield Fault(FaultKind.FLIP, Scope.NEXT, crossed.target, bit)


def _reaction(damaged: bytes, repeat: bytes) -> str:
    framer = StxCrcFramer()
    heard: list[object] = []
    for chunk in (damaged, repeat):
        heard += [*framer.feed(chunk), framer.mid_frame]
    heard += [framer.abandon(), *framer.feed(b""), framer.mid_frame]
    framer = StxCrcFramer()
    heard += [*framer.feed(damaged), framer.abandon(), *framer.feed(b""), framer.mid_frame]
    return repr(heard)


def one_of_each_kind(choice: Choice) -> Choice:
    """Only the first frame of each kind in a script."""
    known: set[str] = set()

    def first_only(crossed: Crossed) -> Iterator[Fault]:
        kind = kind_of(crossed.data)
        if kind not in known:
            known.add(kind)
            yield from choice(crossed)

    return first_only


def kind_of(frame: bytes) -> str:
    """MTI and name of the kind of a framed message; empty for a control byte."""
    found = [each for each in StxCrcFramer().feed(frame) if isinstance(each, Frame)]
    if not found:
        return ""
    message = UNIONPAY_POS.parse(Envelope.parse(found[0].payload).message)
    kind = UNIONPAY_POS.kind_of(message)
    return f"{message.mti} {kind.name if kind else ''}"


def _of_a_pair(crossed: Crossed) -> Iterator[Fault]:
    for target in (crossed.target, crossed.with_repeats):
        yield Fault(FaultKind.DROP, Scope.NEXT, target)
        yield Fault(FaultKind.DELAY, Scope.NEXT, target, LATE)
    yield Fault(FaultKind.DELAY, Scope.NEXT, crossed.target, OVERTAKEN)
