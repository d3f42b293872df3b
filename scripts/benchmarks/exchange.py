"""One void there and back over pyserial on a pty, the other end in another process.

Each row does what the row above does, and one thing more. The first stands beside the same
bytes written and read raw, the others beside the first. TPDU and header belong to the link, not to
the codec: the first row puts them round fixed messages and takes them off, as all others do.
"""

from __future__ import annotations

import gc
import os
import select
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import serial

from benchmarks.other_process import running
from benchmarks.table import Row
from benchmarks.till import (
    HEADER,
    MAC,
    TPDU,
    Ask,
    HashedEntropy,
    Till,
    acquirer_over,
    message_in,
    payload_of,
)
from benchmarks.timing import by_turns, paired_ratio
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message
from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.link.envelope import Envelope
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Frame
from pos_emulator.link.transports.pty import VirtualCable
from pos_emulator.link.transports.serial_port import SerialPort
from pos_emulator.security.keys import Key
from pos_emulator.security.mac import is_genuine, sealed

ROUNDS, EXCHANGES, EXCHANGES_ON_DISK = 9, 150, 25
PATIENCE_MS = 5000
CODEC_BAR = 1.5
"""Beside the same bytes without codec."""

RAW, FRAMED, CODEC, WITH_MAC = "raw", "framed", "codec", "mac"
RULES, ON_DISK = "rules", "sqlite"
NAMES = {
    FRAMED: "framed and enveloped, fixed messages",
    CODEC: "+ built and parsed, both ends",
    WITH_MAC: "+ MACs made and checked",
    RULES: "+ judged and booked, in memory",
    ON_DISK: "+ on disk, synchronous=FULL",
}
KEY = Key(bytes.fromhex("0123456789ABCDEF"))


def rows() -> list[Row]:
    """A row for each layer, beside the raw bytes."""
    request, reply = sample()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        framed: dict[str, Ask] = {
            FRAMED: silent_host(reply),
            CODEC: parsing_host(reply),
            WITH_MAC: checking_host(reply),
            RULES: booking_host(MemoryLedger("00112233445566aa")),
        }
        contenders = {RAW: stack.enter_context(raw_exchange(payload_of(request), payload_of(reply)))}
        for name, host in framed.items():
            ask = stack.enter_context(line_to(lambda host=host: host, folder, name))  # type: ignore[misc]
            contenders[name] = exchange(name, ask, request)
        # SQLite connections do not cross a fork: this host is made at the other end.
        ask = stack.enter_context(line_to(lambda: disk_host(folder / "ledger.db"), folder, ON_DISK))
        contenders[ON_DISK] = exchange(ON_DISK, ask, request)
        samples = by_turns(contenders, rounds=ROUNDS)
    peers = dict.fromkeys(NAMES, FRAMED) | {FRAMED: RAW}
    beside = {RAW: "the same bytes by raw pyserial and pty", FRAMED: NAMES[FRAMED]}
    return [
        Row(
            "exchange",
            what,
            paired_ratio(samples, name, peers[name]),
            CODEC_BAR if name == CODEC else None,
            beside[peers[name]],
            median(samples[name]) * 1e6,
            median(samples[peers[name]]) * 1e6,
            "µs",
        )
        for name, what in NAMES.items()
    ]


def sample() -> tuple[Message, Message]:
    """A void and its approval, as the acquirer answers it."""
    till = Till(lambda payload: host(payload))
    host = booking_host(MemoryLedger("00112233445566aa"))
    till.sign_on()
    void = till.void_of(*till.sell())
    return void, till.approved(void)


# The terminal's end.


def exchange(name: str, ask: Ask, request: Message) -> Callable[[], float]:
    """Seconds of the median exchange of a slice."""
    if name in (RULES, ON_DISK):
        return booked_exchange(ask, EXCHANGES_ON_DISK if name == ON_DISK else EXCHANGES)
    message = UNIONPAY_POS.build(request)

    def framed() -> None:
        assert Envelope.parse(ask(Envelope(TPDU, HEADER, message).octets())).message

    def with_codec() -> None:
        assert message_in(ask(payload_of(request)))[39] == "00"

    def with_mac() -> None:
        raw = sealed(UNIONPAY_POS.build(request), KEY, MAC)
        back = Envelope.parse(ask(Envelope(TPDU, HEADER, raw).octets())).message
        assert is_genuine(back, KEY, MAC)
        assert UNIONPAY_POS.parse(back)[39] == "00"

    run = {FRAMED: framed, CODEC: with_codec, WITH_MAC: with_mac}[name]
    return lambda: median(each_of(run, EXCHANGES))


def booked_exchange(ask: Ask, count: int) -> Callable[[], float]:
    """A void each time, of a sale made just before; only the void is timed."""
    till = Till(ask)
    till.sign_on()

    def run() -> float:
        taken = []
        for _ in range(count):
            sale, answer = till.sell()
            began = time.perf_counter()
            till.approved(till.void_of(sale, answer))
            taken.append(time.perf_counter() - began)
        return median(taken)

    return run


def each_of(run: Callable[[], object], count: int) -> Iterator[float]:
    """What each of so many calls took, in seconds."""
    for _ in range(count):
        began = time.perf_counter()
        run()
        yield time.perf_counter() - began


# The lines.


@contextmanager
def raw_exchange(request: bytes, reply: bytes) -> Iterator[Callable[[], float]]:
    """The frames as fixed bytes: pyserial here, the bare master of a pty there."""
    there, back = StxCrcFramer().encode(request), StxCrcFramer().encode(reply)
    master, slave = os.openpty()
    tty.setraw(slave)

    def other_end() -> None:
        gc.disable()
        left = len(there)
        while True:
            left -= len(os.read(master, 4096))
            if not left:
                os.write(master, back)
                left = len(there)

    def run() -> None:
        port.write(there)
        head = port.read(3)
        assert head + port.read(int(head[1:].hex()) + 3) == back

    with running(other_end), serial.Serial(os.ttyname(slave), timeout=PATIENCE_MS / 1000) as port:
        yield lambda: median(each_of(run, EXCHANGES))
    os.close(master)
    os.close(slave)


@contextmanager
def line_to(make_host: Callable[[], Ask], folder: Path, name: str) -> Iterator[Ask]:
    """Ask a host at the other end of a virtual cable, in a process of its own."""
    cable = VirtualCable(folder, name=name)
    framer = StxCrcFramer()

    def other_end() -> None:
        gc.disable()
        host, theirs, arrival = make_host(), StxCrcFramer(), waiting_on(cable)
        while True:
            arrival.poll()
            for item in theirs.feed(cable.read()):
                assert isinstance(item, Frame)
                cable.write(theirs.encode(host(item.payload)))

    def ask(payload: bytes) -> bytes:
        port.write(framer.encode(payload))
        while arrival.poll(PATIENCE_MS):
            for item in framer.feed(port.read()):
                assert isinstance(item, Frame)
                return item.payload
        raise TimeoutError(f"{name}: the other end does not answer")

    with running(other_end):
        port = SerialPort(str(cable.device_path), baud=115200)
        arrival = waiting_on(port)
        yield ask
        port.close()
    cable.close()


def waiting_on(end: VirtualCable | SerialPort) -> select.poll:
    """Waits until there is something to read."""
    poll = select.poll()
    poll.register(end.fileno(), select.POLLIN)
    return poll


# The host's end.


def silent_host(reply: Message) -> Ask:
    """Understands nothing: takes the envelope off each request and puts it round the same reply."""
    message = UNIONPAY_POS.build(reply)
    return lambda payload: Envelope.parse(payload).reply(message).octets()


def parsing_host(reply: Message) -> Ask:
    """Reads each request and writes the reply."""

    def ask(payload: bytes) -> bytes:
        envelope = Envelope.parse(payload)
        assert UNIONPAY_POS.parse(envelope.message).mti == "0200"
        return envelope.reply(UNIONPAY_POS.build(reply)).octets()

    return ask


def checking_host(reply: Message) -> Ask:
    """The same, and checks the MAC of the request and makes that of the reply."""

    def ask(payload: bytes) -> bytes:
        envelope = Envelope.parse(payload)
        assert is_genuine(envelope.message, KEY, MAC)
        assert UNIONPAY_POS.parse(envelope.message).mti == "0200"
        return envelope.reply(sealed(UNIONPAY_POS.build(reply), KEY, MAC)).octets()

    return ask


def booking_host(ledger: MemoryLedger) -> Ask:
    """The acquirer over a ledger in memory."""
    acquirer = acquirer_over(ledger)
    return lambda payload: acquirer.respond(payload).payload or b""


def disk_host(path: Path) -> Ask:
    """The acquirer over a ledger on disk."""
    acquirer = acquirer_over(open_ledger(path, entropy=HashedEntropy()))
    return lambda payload: acquirer.respond(payload).payload or b""
