"""What can happen to bytes between the two ends of a line, on purpose.

Pure and repeatable: the same seed and the same bytes give the same damage. A fault sees one write
at a time, a whole frame or one control byte.
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field, replace
from enum import Enum

from pos_emulator.link.envelope import ENVELOPE_OCTETS, MTI_OCTETS
from pos_emulator.link.framers.length_tpdu import LENGTH_OCTETS
from pos_emulator.link.framers.stx_frame import HEAD_OCTETS, STX
from pos_emulator.link.frames import Control

FIRED_KEPT = 1000
_GARBLED_SHARE = 8
"""One byte in so many is replaced in a garbled frame."""


class Direction(Enum):
    """Which way bytes travel."""

    TO_HOST = "to-host"
    TO_TERMINAL = "to-terminal"

    __hash__ = object.__hash__  # That of Enum is Python, and every byte that crosses asks.


class FaultKind(Enum):
    """What happens to the bytes; ``argument`` of the fault in brackets."""

    DROP = "drop"
    DUPLICATE = "duplicate"
    DELAY = "delay"
    """They arrive later [seconds]."""
    FLIP = "flip"
    """One bit arrives wrong [its number; 0 is the highest bit of the first byte after STX]."""
    CUT = "cut"
    """The rest is lost [bytes after STX that still arrive]."""
    GARBLE = "garble"
    SWAP = "swap"
    """They arrive after the next write of the same direction."""


class Scope(Enum):
    """How often a fault fires."""

    NEXT = "next"
    EVERY = "every"


class Target(Enum):
    """What a fault strikes: a message with all its repeats, a single frame, or ACK bytes."""

    REQUEST = "request"
    RESPONSE = "response"
    REQUEST_FRAME = "request-frame"
    RESPONSE_FRAME = "response-frame"
    ACK = "ack"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the line.

    Args:
        kind: what happens.
        scope: to the next one only, or to every one.
        target: to what.
        argument: seconds, bit or bytes, where ``kind`` takes one.
        mti: only in the exchange of this request, a response 0210 belonging to 0200; None is any.
    """

    kind: FaultKind
    scope: Scope
    target: Target
    argument: float = 0
    mti: str | None = None

    def __post_init__(self) -> None:
        if self.argument < 0:
            raise ValueError(f"{self.kind.value} {self.argument}: expected 0 or more")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Bytes that reach the other end, ``delay_seconds`` after they were written."""

    delay_seconds: float
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fired:
    """A fault struck; ``mti`` names the exchange by its request, None where that is not known."""

    fault: Fault
    direction: Direction
    mti: str | None


_WITH_REPEATS = frozenset({Target.REQUEST, Target.RESPONSE})
_TARGETS_TO_HOST = frozenset({Target.REQUEST, Target.REQUEST_FRAME})
_CONTROLS = frozenset(control.octet for control in Control)


def exchange_of(frame: bytes) -> str | None:
    """The MTI of the request that a framed message belongs to; None where there is no message."""
    start = (HEAD_OCTETS if frame[:1] == bytes((STX,)) else LENGTH_OCTETS) + ENVELOPE_OCTETS
    mti = frame[start : start + MTI_OCTETS].hex()
    if len(mti) != 2 * MTI_OCTETS or not mti.isdecimal():
        return None
    return f"{mti[:2]}{int(mti[2]) & ~1}{mti[3]}"


def _first_octet(data: bytes) -> int:
    """Where bits and bytes are counted from: after STX where there is one."""
    return 1 if data[:1] == bytes((STX,)) else 0


def _flipped(data: bytes, place: int, mask: int) -> bytes:
    """``data`` with one byte changed; as it is where an earlier fault cut that byte away."""
    return data[:place] + bytes(octet ^ mask for octet in data[place : place + 1]) + data[place + 1 :]


@dataclass(slots=True, eq=False)
class _Waiting:
    """A fault in force, and the message it is bound to once it struck with all repeats."""

    fault: Fault
    bound: bytes | None = field(default=None, repr=False)

    def strikes(self, direction: Direction, data: bytes, exchange: str | None) -> bool:
        if self.bound is not None:
            return data == self.bound
        if self.fault.mti not in (None, exchange) or not self._reaches(data):
            return False
        if self.fault.target is Target.ACK:
            return data == Control.ACK.octet
        return data not in _CONTROLS and (direction is Direction.TO_HOST) == self._to_host

    def is_over(self, direction: Direction, data: bytes) -> bool:
        """A message and its repeats are over once another one crosses the same way."""
        same_way = (direction is Direction.TO_HOST) == self._to_host
        return self.bound is not None and same_way and data != self.bound and data not in _CONTROLS

    @property
    def _to_host(self) -> bool:
        return self.fault.target in _TARGETS_TO_HOST

    def _reaches(self, data: bytes) -> bool:
        octets = len(data) - _first_octet(data)
        match self.fault.kind:
            case FaultKind.FLIP:
                return self.fault.argument < 8 * octets
            case FaultKind.CUT:
                return self.fault.argument < octets
        return True


class Faults:
    """The faults of one line, in the order in which they were added.

    A flip or cut beyond the end of what crosses waits for something longer.
    """

    def __init__(self, seed: int = 0) -> None:
        self.fired: deque[Fired] = deque(maxlen=FIRED_KEPT)
        self._seed = seed
        self._firings = 0
        self._waiting: list[_Waiting] = []
        self._held: dict[Direction, tuple[Arrival, ...]] = {}
        self._crossed: dict[Direction, bytes] = {}
        """The last message either way: an ACK belongs to the one it answers."""

    def add(self, fault: Fault) -> None:
        """Let a fault wait for its target."""
        self._waiting.append(_Waiting(fault))

    def clear(self) -> None:
        """A clean line from now on; what a swap holds back still follows the next write."""
        self._waiting.clear()

    def unplug(self) -> None:
        """The line was cut: what a swap holds back is lost, the faults stay."""
        self._held.clear()

    def carry(self, direction: Direction, data: bytes) -> tuple[Arrival, ...]:
        """What arrives of one write, in order."""
        if data not in _CONTROLS:
            self._crossed[direction] = data
        if not self._waiting and not self._held:
            return (Arrival(0.0, data),)
        exchange = exchange_of(self._belongs_to(direction, data))
        self._waiting = [waiting for waiting in self._waiting if not waiting.is_over(direction, data)]
        arrivals: tuple[Arrival, ...] = (Arrival(0.0, data),)
        held = self._held.pop(direction, ())
        for waiting in tuple(self._waiting):
            if not waiting.strikes(direction, data, exchange):
                continue
            self._note(waiting, Fired(waiting.fault, direction, exchange), data)
            if waiting.fault.kind is FaultKind.SWAP:
                if not held:
                    self._held[direction], arrivals = arrivals, ()
            else:
                arrivals = tuple(hit for one in arrivals for hit in self._struck(waiting.fault, one))
        return arrivals + held

    def _belongs_to(self, direction: Direction, data: bytes) -> bytes:
        if data not in _CONTROLS:
            return data
        return next((self._crossed.get(other, b"") for other in Direction if other is not direction), b"")

    def _note(self, waiting: _Waiting, fired: Fired, data: bytes) -> None:
        self._firings += 1
        self.fired.append(fired)
        if waiting.fault.scope is Scope.EVERY:
            return
        if waiting.fault.target in _WITH_REPEATS:
            waiting.bound = data
        else:
            self._waiting.remove(waiting)

    def _struck(self, fault: Fault, arrival: Arrival) -> tuple[Arrival, ...]:
        data = arrival.data
        first = _first_octet(data)
        match fault.kind:
            case FaultKind.DUPLICATE:
                return arrival, arrival
            case FaultKind.DELAY:
                return (replace(arrival, delay_seconds=arrival.delay_seconds + fault.argument),)
            case FaultKind.FLIP:
                octet, bit = divmod(int(fault.argument), 8)
                return (replace(arrival, data=_flipped(data, first + octet, 0x80 >> bit)),)
            case FaultKind.CUT:
                return (replace(arrival, data=data[: first + int(fault.argument)]),)
            case FaultKind.GARBLE:
                return (replace(arrival, data=self._garbled(data, first)),)
        return ()

    def _garbled(self, data: bytes, first: int) -> bytes:
        wrong = bytearray(data)
        span = len(data) - first
        for count in range(1 + span // _GARBLED_SHARE if span else 0):
            chance = hashlib.sha256(f"{self._seed}/{self._firings}/{count}".encode()).digest()
            place = first + int.from_bytes(chance[:4], "big") % span
            wrong[place] = data[place] ^ (chance[4] or 0xFF)
        return bytes(wrong)
