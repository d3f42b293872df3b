"""Books that balance, and the means to falsify them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from iso8583_specs.dialects.own_tags import AS_BEFORE, OwnTags
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import KeyBlock
from iso8583_specs.message import Message
from pos_emulator.acquirer.records import Booking, Leg, RequestId
from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.firmware.peripherals import Screen, Slip
from pos_emulator.firmware.records import Transaction
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Frame
from pos_emulator.oracle import check
from pos_emulator.oracle.finding import Finding
from pos_emulator.runtime.virtual import Bench, SavedStart, Script
from pos_emulator.security.keys import Key, decipher
from pos_emulator.security.mac import mac_by_name, sealed


class Books:
    """Records of a terminal and its host that a test may write in behind their backs."""

    def __init__(self, start: SavedStart, *scripts: Script) -> None:
        self.bench = Bench(start=start)
        for script in scripts:
            script(self.bench)
        self.bench.power_cut()
        self.flash = self.bench.flash
        self.state = self.bench.state
        self.wire = self.bench.wire
        self.screens = self.bench.all_screens
        self.slips = self.bench.slips
        self.ledger = self.bench.ledger
        self.tables: dict[str, Any] = vars(self.bench.ledger)
        assert self.found() == []

    def found(self) -> list[Finding]:
        return check(
            self.state,
            self.ledger,
            self.wire,
            profile=self.bench.profile,
            screens=self.screens,
            slips=self.slips,
        )

    def rules(self) -> set[str]:
        """The rules that complain now."""
        return {finding.rule for finding in self.found()}

    # The terminal.

    def record(self, kind: str = "sale") -> Transaction:
        return next(record for record in self.state.batch.values() if record.kind == kind)

    def rewrite(self, record: Transaction, **changes: Any) -> None:
        self.state.batch.put(record.voucher, replace(record, **changes))

    # The host.

    def booking(self, kind: str = "sale", *, last: bool = False) -> Booking:
        found = [booking for booking in self.ledger.bookings() if booking.kind == kind]
        return found[-1 if last else 0]

    def rebook(self, booking: Booking, **changes: Any) -> None:
        self.tables["_bookings"][booking.id] = replace(booking, **changes)

    def legs(self, id: RequestId, *legs: Leg) -> None:
        self.tables["_legs"][id] = legs

    def add_booking(self, like: Booking, stan: str, **changes: Any) -> Booking:
        """One more booking like another, with legs like it, under an id that nobody asked for."""
        id = like.id._replace(stan=stan)
        added = replace(like, id=id, **changes)
        self.tables["_bookings"][id] = added
        self.legs(id, *(replace(leg, id=id) for leg in self.ledger.legs_of(like.id)))
        if added.original is not None:
            self.tables["_follow_ups"][added.original].append(id)
        return added

    # The wire.

    def message(self, mti: str, *, last: bool = True) -> tuple[int, Message]:
        """Place and message of a frame."""
        found = [
            (at, message)
            for at, (_, data) in enumerate(self.wire)
            if (message := message_in(data)) is not None and message.mti == mti
        ]
        return found[-1 if last else 0]

    def frame(self, message: Message, *, good: bool = True) -> bytes:
        """A message as it crosses the wire, with a MAC of the keys in force, or a wrong one."""
        raw = UNIONPAY_POS.build(message)
        if 64 in message:
            raw = sealed(raw, self.mac_key(), mac_by_name(self.bench.profile.mac))
            raw = raw if good else raw[:-1] + bytes((raw[-1] ^ 1,))
        return StxCrcFramer().encode(bytes.fromhex("6000030000602200000000") + raw)

    def replace_frame(self, at: int, message: Message, *, good: bool = True) -> None:
        self.wire[at] = (self.wire[at][0], self.frame(message, good=good))

    def insert_frame(self, at: int, direction: Direction, message: Message) -> None:
        self.wire.insert(at, (direction, self.frame(message)))

    def change_book(self, at: int, **changes: Any) -> None:
        """From that place on the host keeps another book: a hello and its answer, which says so."""
        _, hello = self.message("0600", last=False)
        _, answer = self.message("0610", last=False)
        told = replace(OwnTags.parse(answer.octets(62)), **changes)
        self.insert_frame(at, Direction.TO_TERMINAL, answer.with_({11: "000888", 62: told.octets()}))
        same = replace(OwnTags.parse(hello.octets(62)), why=AS_BEFORE)
        self.insert_frame(at, Direction.TO_HOST, hello.with_({11: "000888", 62: same.octets()}))

    def mac_key(self) -> Key:
        block = KeyBlock.parse(self.message("0810")[1].octets(62))
        return Key(decipher(DEMO_TMK, block.mac_key))

    # Screens and paper.

    def show(self, name: str, **fields: object) -> None:
        self.screens.append((len(self.wire), Screen(name, (), fields)))

    def print(self, slip: Slip) -> None:
        self.slips.append((len(self.wire), slip))


def message_in(data: bytes) -> Message | None:
    found = [each for each in StxCrcFramer().feed(data) if isinstance(each, Frame)]
    return UNIONPAY_POS.parse(Envelope.parse(found[0].payload).message) if found else None
