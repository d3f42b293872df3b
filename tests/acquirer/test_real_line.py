from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Awaitable, Callable

import pytest

from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.errors import LedgerError
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.line_end import LineEnd
from pos_emulator.acquirer.real_line import WRITES_A_TURN, RealLine
from pos_emulator.acquirer.writes import WriteSplitter, stream_extent
from pos_emulator.link.faults import Fault, FaultKind, Faults, Scope, Target
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.session import Session
from pos_emulator.link.transports.tcp import TcpLine
from tests.acquirer.test_line_end import ECHO
from tests.acquirer.till import HEADER, TPDU, Till

REQUEST = LengthFramer().encode(TPDU + HEADER + ECHO)


class Connected:
    """A real line over a socket pair, and the far end to talk from."""

    def __init__(self, till: Till) -> None:
        near, self.far = socket.socketpair()
        self.far.setblocking(False)
        self.faults = Faults()
        self.notes: list[Note] = []
        self.noted = asyncio.Event()
        self.ended = asyncio.Event()
        self.spoken = 0
        self.line = RealLine(
            TcpLine.accepted(near, "127.0.0.1", 0),
            LineEnd(till.acquirer, Session(LengthFramer(), acknowledged=False)),
            faults=self.faults,
            splitter=WriteSplitter(stream_extent),
            spoke=self.spoke,
            note=self.note,
            ended=lambda line: self.ended.set(),
            drop_when_unreadable=True,
        )

    def note(self, note: Note) -> None:
        self.notes.append(note)
        self.noted.set()

    def spoke(self, line: RealLine) -> None:
        self.spoken += 1

    async def say(self, data: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.far, data)

    async def hear(self) -> bytes:
        return await asyncio.wait_for(asyncio.get_running_loop().sock_recv(self.far, 4096), 10)

    async def close(self) -> None:
        self.line.close()
        self.far.close()


def connected(till: Till, talk: Callable[[Connected], Awaitable[None]]) -> None:
    async def run() -> None:
        line = Connected(till)
        try:
            await talk(line)
        finally:
            await line.close()

    asyncio.run(run())


@pytest.fixture(autouse=True)
def unix_pair_is_taken_for_tcp(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket pair has no TCP options; the line over it needs none."""

    def adopt(line: TcpLine, connection: socket.socket) -> None:
        connection.setblocking(False)
        line._connection = connection

    monkeypatch.setattr(TcpLine, "_adopt", adopt)


def test_a_request_is_answered_in_whatever_pieces_it_comes(till: Till) -> None:
    async def talk(line: Connected) -> None:
        await line.say(REQUEST[:7])
        await line.say(REQUEST[7:])
        assert (await line.hear())[13:15].hex() == "0830"

    connected(till, talk)


def test_a_late_answer_comes_later(till: Till) -> None:
    async def talk(line: Connected) -> None:
        till.acquirer.rules.late(0.01)
        await line.say(REQUEST)
        assert (await line.hear())[13:15].hex() == "0830"

    connected(till, talk)


def test_a_lost_answer_is_given_again_when_asked_again(till: Till) -> None:
    async def talk(line: Connected) -> None:
        line.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE_FRAME))
        await line.say(REQUEST)
        till.clock.forward(seconds=1)
        await line.say(REQUEST)
        assert bytes.fromhex("143006") in await line.hear()

    connected(till, talk)


def test_a_delayed_request_arrives_late(till: Till) -> None:
    async def talk(line: Connected) -> None:
        line.faults.add(Fault(FaultKind.DELAY, Scope.NEXT, Target.REQUEST_FRAME, 0.01))
        await line.say(REQUEST)
        assert (await line.hear())[13:15].hex() == "0830"

    connected(till, talk)


def test_a_ledger_that_fails_answers_nothing_and_is_told(
    till: Till, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(tid: str) -> None:
        raise LedgerError("ledger: the disk is full")

    async def talk(line: Connected) -> None:
        with monkeypatch.context() as disk:
            disk.setattr(ledger, "terminal", full)
            await line.say(REQUEST)
            await asyncio.wait_for(line.noted.wait(), 10)
        assert [(note.event, note.fields["text"]) for note in line.notes] == [
            ("ledger-error", "ledger: the disk is full")
        ]
        await line.say(REQUEST)
        assert (await line.hear())[13:15].hex() == "0830"

    connected(till, talk)


def test_the_end_of_the_other_side_is_the_end_of_the_line(till: Till) -> None:
    async def talk(line: Connected) -> None:
        line.far.close()
        await asyncio.wait_for(line.ended.wait(), 10)

    connected(till, talk)


def test_a_stream_that_cannot_be_followed_is_closed(till: Till) -> None:
    async def talk(line: Connected) -> None:
        await line.say(b"\xff\xff" + bytes(10))
        assert await line.hear() == b""
        assert [note.event for note in line.notes] == ["line-down"]

    connected(till, talk)


def test_a_message_that_cannot_be_read_ends_the_connection(till: Till, ledger: Ledger) -> None:
    async def talk(line: Connected) -> None:
        await line.say(LengthFramer().encode(b"no message") * 40 + REQUEST)
        assert await line.hear() == b""
        assert len(ledger.alarms()) == 1

    connected(till, talk)


def test_a_crowd_of_frames_leaves_others_their_turn(till: Till) -> None:
    async def talk(line: Connected) -> None:
        await line.say(REQUEST * 100)
        turns = [line.spoken]
        while turns[-1] < 100:
            await asyncio.sleep(0)
            turns.append(line.spoken)
        assert max(after - before for before, after in itertools.pairwise(turns)) <= WRITES_A_TURN
        heard = b""
        while len(heard) < 100 * len(answer):
            heard += await line.hear()

    answer = answer_to_one(till)
    connected(till, talk)


def test_what_came_before_the_end_of_the_other_side_is_worked(till: Till) -> None:
    async def talk(line: Connected) -> None:
        await line.say(REQUEST * 100)
        line.far.close()
        await asyncio.wait_for(line.ended.wait(), 10)
        assert line.spoken >= 1

    connected(till, talk)


def answer_to_one(till: Till) -> bytes:
    payload = till.acquirer.respond(TPDU + HEADER + ECHO).payload
    assert payload is not None
    return LengthFramer().encode(payload)
