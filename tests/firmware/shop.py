"""A shop with one terminal in virtual time: the words in which the firmware's tests are written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import KeyBlock
from iso8583_specs.message import Message, Value
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.firmware.peripherals import BytesReceived, Event, Key, KeyPressed, Slip
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.state import State
from pos_emulator.firmware.terminal import Terminal
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.faults import Direction, Fault, FaultKind, Scope, Target
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Frame
from pos_emulator.profile import Profile, load_profile
from pos_emulator.runtime.cut_points import PowerWentError
from pos_emulator.runtime.virtual import Bench
from pos_emulator.security.keys import Key as DesKey
from pos_emulator.security.keys import decipher
from pos_emulator.security.mac import mac_by_name, sealed

PINS = {
    "demo-debit": "123456",
    "demo-chip": "135790",
    "demo-credit": "246810",
    "demo-contactless": "112233",
    "demo-no-funds": "271828",
    "demo-silent": "161803",
    "demo-foreign": "",
}
TMK = DesKey(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))
"""The demonstration master key, as the acquirer's papers give it."""

LOST_REQUEST = Fault(FaultKind.DROP, Scope.NEXT, Target.REQUEST)
LOST_ANSWER = Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE)


STAMPS = {12: "085500", 13: "1121", 37: "632500000099"}
"""What an approval must carry to be booked."""


class Shop:
    """One bench, and what a cashier does at it; settings replace those of the profile."""

    def __init__(
        self, profile: str = "cn-classic", *, host: HostSettings | None = None, **settings: Any
    ) -> None:
        self.profile: Profile = replace(load_profile(profile), **settings)
        self.bench = Bench(self.profile, settings=host).power_on()
        self.bench.counter.arrive(*PINS, "demo-expired")

    # What a person does.

    def press(self, *keys: Key | str) -> Shop:
        self.bench.press(*keys)
        return self

    def ahead(self, *keys: Key) -> Shop:
        """Keys typed before the screen was there to be read."""
        self.bench.act(*(KeyPressed(key, ahead=True) for key in keys))
        return self

    def act(self, *events: Event) -> Shop:
        self.bench.act(*events)
        return self

    def present(self, card: str = "demo-debit", by: str = "") -> Shop:
        return self.act(*self.bench.counter.present(card, by))

    def wait(self, seconds: float) -> Shop:
        self.bench.wait(seconds)
        return self

    def next_day(self, days: int = 1) -> Shop:
        """The clocks go on by days; nobody waits for it."""
        self.bench.clock.at += timedelta(days=days)
        return self.wait(60)

    def unplug(self) -> Shop:
        return self.act(*self.bench.counter.unplug())

    def plug(self) -> Shop:
        return self.act(*self.bench.counter.plug())

    def cut_power(self) -> Shop:
        self.bench.power_cut()
        self.bench.power_on()
        return self

    def cut_power_after(self, moments: int, *keys: str) -> Shop:
        """The power goes so many cut points after the keys were begun; it stays off."""
        self.bench.points.arm(moments)
        with pytest.raises(PowerWentError):
            self.press(*keys)
        return self

    def wipe_ledger(self) -> Shop:
        """The host loses everything and comes up with another ledger."""
        self.bench.host.wipe()
        return self

    def fault(self, fault: Fault) -> Shop:
        self.bench.faults.add(fault)
        return self

    # What a cashier does.

    def sign_on(self, operator: str = "01", password: str = "0000") -> Shop:
        self.press("Enter", operator, "Enter", password, "Enter")
        if self.screen in ("logon.done", "logon.batch-kept"):
            self.press("Enter")
        return self

    def ring_up(self, amount: str = "5800", card: str = "demo-debit", *, pin: str | None = None) -> Shop:
        """A sale up to the moment before the last 确认."""
        return self.present(card).press(
            "Enter", amount, "Enter", PINS[card] if pin is None else pin or "Clear"
        )

    def sell(self, amount: str = "5800", card: str = "demo-debit") -> str:
        """A whole sale; its voucher number."""
        self.ring_up(amount, card).press("Enter", "Enter")
        if self.bench.counter.in_reader:
            self.act(*self.bench.counter.remove())
        self.press("Enter")
        assert self.screen.startswith(("idle.", "power.")), self.screen
        return self.state.last_voucher

    def void_up(self, voucher: str, card: str = "demo-debit") -> Shop:
        """A void up to the moment before the last 确认."""
        self.press("Enter", "2", "123456", "Enter", voucher, "Enter", "Enter")
        return self.present(card).press(PINS[card])

    def void(self, voucher: str) -> str:
        """A whole void; its voucher number."""
        self.void_up(voucher).press("Enter", "Enter", "Enter")
        assert self.screen.startswith("idle."), self.screen
        return self.state.last_voucher

    def refund_up(self, rrn: str, date: str, amount: str = "1000", card: str = "demo-debit") -> Shop:
        """A refund of a settled sale up to the moment before the last 确认."""
        self.press("Enter", "3", "1", "123456", "Enter").present(card)
        return self.press("Enter", rrn, "Enter", date, "Enter", amount, "Enter", "1")

    def refund(self, rrn: str, date: str, amount: str = "1000") -> str:
        self.refund_up(rrn, date, amount).press("Enter", "Enter", "Enter", "Enter")
        assert self.screen.startswith("idle."), self.screen
        return self.state.last_voucher

    def doubtful_refund(self, amount: str = "1000") -> str:
        """A refund that the host has booked, and whose answer and first query went astray; at idle."""
        rrn, date = self.settled_sale()
        self.refund_up(rrn, date, amount)
        self.bench.acquirer.rules.silent("0220")
        self.bench.acquirer.rules.silent("0600")
        self.press("Enter").wait(60).wait(60)
        assert self.screen == "refund.in-doubt", self.screen
        self.press("Enter")
        return next(iter(self.state.doubts.names()))

    def settle(self) -> Shop:
        """A settlement up to its result, or to where it stops."""
        return self.press("Enter", "7", "4", "Enter")

    def settled_sale(self, amount: str = "5800") -> tuple[str, str]:
        """Reference and date of a sale whose batch is settled; at idle."""
        voucher = self.sell(amount)
        self.settle().press("Enter")
        assert self.screen.startswith("idle."), self.screen
        kept = self.state.settled.get(voucher)
        assert kept is not None
        return kept.rrn, kept.date

    def administrator(self, *keys: str) -> Shop:
        """99 goes into the menu by way of the main one, and there on."""
        if self.state.signed_on is None or self.state.needs_sign_on:
            self.press("Enter")
        else:
            self.press("Enter", "7", "1")
        return self.press("99", "Enter", "12345678", "Enter", *keys)

    # What can be seen.

    @property
    def terminal(self) -> Terminal:
        assert self.bench.terminal is not None
        return self.bench.terminal

    @property
    def pos(self) -> Pos:
        """What the flows see: for tests of the functions that take it."""
        return self.terminal._pos

    @property
    def state(self) -> State:
        return self.terminal.state

    @property
    def screen(self) -> str:
        return self.bench.screen.name

    @property
    def rows(self) -> tuple[str, ...]:
        return self.bench.screen.rows

    @property
    def shown(self) -> list[str]:
        return list(self.bench.shown)

    @property
    def roll(self) -> list[Slip]:
        return self.bench.counter.roll

    @property
    def audit(self) -> list[tuple[str, str]]:
        return [(entry.what, entry.outcome) for entry in self.state.audit_log.values()]

    def explained(self) -> list[str]:
        """The guards that spoke since this was asked last."""
        rules = [refused.rule for refused in self.bench.explained]
        self.bench.explained.clear()
        return rules

    def requests(self, *mtis: str) -> list[Message]:
        """What the terminal wrote, each message once."""
        return self._messages(Direction.TO_HOST, mtis)

    def answers(self, *mtis: str) -> list[Message]:
        """What the host wrote, each message once."""
        return self._messages(Direction.TO_TERMINAL, mtis)

    def mtis(self, since: int = 0) -> list[str]:
        """The types of what the terminal wrote, repeats left out."""
        return [message.mti for message in self.requests()][since:]

    def effective(self, kind: str) -> list[int]:
        """Amounts of the host's bookings of a kind that stand."""
        return [b.amount for b in self.bench.ledger.bookings() if b.kind == kind and b.effective]

    def _messages(self, direction: Direction, mtis: tuple[str, ...]) -> list[Message]:
        found: list[Message] = []
        last = b""
        for way, data in self.bench.wire:
            if way is direction and len(data) > 1 and data != last:
                last = data
                message = UNIONPAY_POS.parse(Envelope.parse(payload_of(data)).message)
                if not mtis or message.mti in mtis:
                    found.append(message)
        return found

    # What a host can do that ours does not.

    def mac_key(self) -> DesKey:
        """The MAC key of the last sign-on, read off the wire."""
        block = KeyBlock.parse(self.answers("0810")[-1].octets(62))
        return DesKey(decipher(TMK, block.mac_key))

    def forge(
        self, changes: dict[int, Value] | None = None, *, without: tuple[int, ...] = (), mac: str = "good"
    ) -> Shop:
        """An approval of the last request arrives, changed; ``mac`` is `good`, `bad` or `none`."""
        request = self.requests()[-1]
        kept = {number: request[number] for number in (3, 4, 11, 25, 41, 42, 49, 60) if number in request}
        reply = Message(f"{int(request.mti) + 10:04d}", {**kept, **STAMPS, 39: "00"})
        reply = reply.with_(changes or {}, without=without)
        if mac == "none":
            raw = UNIONPAY_POS.build(reply)
        else:
            raw = sealed(
                UNIONPAY_POS.build(reply.with_({64: bytes(8)})), self.mac_key(), mac_by_name(self.profile.mac)
            )
            if mac == "bad":
                raw = raw[:-1] + bytes((raw[-1] ^ 1,))
        return self.deliver(raw)

    def deliver(self, raw: bytes) -> Shop:
        """A message comes down the line, whoever sent it."""
        payload = bytes.fromhex("6000000003602200000000") + raw
        return self.act(BytesReceived(StxCrcFramer().encode(payload)))


def payload_of(frame: bytes) -> bytes:
    found = [item for item in StxCrcFramer().feed(frame) if isinstance(item, Frame)]
    assert len(found) == 1
    return found[0].payload
