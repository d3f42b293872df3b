"""A terminal, a host and a network between them that can forget a connection without telling either end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Self

from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.host_lines import HostLines
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.cards import load_cards
from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.link.faults import Direction, Faults
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.frames import Frame
from pos_emulator.link.transports.line_address import TcpAddress
from pos_emulator.oracle import Finding, Paper, Seen, Written, check
from pos_emulator.profile import load_profile
from pos_emulator.runtime.driver import LiveTerminal
from pos_emulator.runtime.notices import Notice, ScreenShown, SlipPrinted
from pos_emulator.runtime.world import SystemClock, SystemEntropy
from pos_emulator.security.passwords import ScryptCost
from pos_emulator.security.vault import Vault
from tests.runtime.live_bench import PATIENCE_SECONDS, LiveBench

OCTETS = 4096


class Network:
    """Carries connections to a host, and writes down every frame of either end."""

    def __init__(self, wire: list[Written]) -> None:
        self.made = 0
        """Connections since the start."""
        self.forgotten: set[tuple[int, Direction]] = set()
        """What is no longer carried; nobody is told."""
        self.deaf = False
        """Nothing reaches the host, over whichever connection."""
        self.crossed = asyncio.Event()
        """A frame was written by either end."""
        self._wire = wire
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._host = self._address = TcpAddress("127.0.0.1", 0)

    async def open(self, host: TcpAddress) -> TcpAddress:
        """Where terminals connect to reach the host."""
        self._host = host
        await self.admit()
        return self._address

    async def admit(self) -> None:
        """Take connections, at the same address each time."""
        self._server = await asyncio.start_server(self._connect, self._address.host, self._address.port)
        host, port = self._server.sockets[0].getsockname()[:2]
        self._address = TcpAddress(host, port)

    def refuse(self) -> None:
        """Take no new connections."""
        self._server.close()

    def forget(self, *directions: Direction) -> None:
        """The present connection carries nothing any more, that way, and stays open at both ends."""
        self.forgotten |= {(self.made, direction) for direction in directions}

    async def close(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for writer in self._writers:
            writer.close()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self._host.host, self._host.port)
        self.made += 1
        self._writers += [writer, back]
        for direction, source, target in (
            (Direction.TO_HOST, reader, back),
            (Direction.TO_TERMINAL, there, writer),
        ):
            task = asyncio.create_task(self._carry(self.made, direction, source, target))
            self._tasks.add(task)

    async def _carry(
        self, number: int, direction: Direction, source: asyncio.StreamReader, target: asyncio.StreamWriter
    ) -> None:
        framer = LengthFramer()
        while data := await source.read(OCTETS):
            for arrived in framer.feed(data):
                if isinstance(arrived, Frame):
                    # The oracle reads the frames of a serial line; what is in them is the same.
                    self._wire.append((direction, StxCrcFramer().encode(arrived.payload)))
                    self.crossed.set()
            if (number, direction) not in self.forgotten and not self.deaf:
                target.write(data)
        if (number, direction) not in self.forgotten:
            target.close()


class TcpShop:
    """A live terminal that reaches a host over the network, and the oracle that watches all three."""

    def __init__(self, folder: Path) -> None:
        self.ledger = MemoryLedger("0123456789abcdef")
        self.wire: list[Written] = []
        self.network = Network(self.wire)
        self.profile = load_profile("cn-classic")
        self._folder = folder
        self._screens: list[Seen] = []
        self._slips: list[Paper] = []

    async def __aenter__(self) -> Self:
        acquirer = Acquirer(
            self.ledger,
            vault=Vault(bytes(range(32))),
            settings=HostSettings(),
            clock=SystemClock(),
            entropy=SystemEntropy(),
            cards=load_cards().values(),
        )
        self.host = HostLines(
            acquirer, Faults(), TcpAddress("127.0.0.1", 0), folder=self._folder, profile=self.profile, baud=9600,
            allow_remote=False,
        )  # fmt: skip
        _, _, port = self.host.open().rpartition(":")
        terminal = LiveTerminal(
            profile=self.profile,
            flash=MemoryFlash(),
            vault=Vault(bytes(32)),
            counter=Counter(),
            line=await self.network.open(TcpAddress("127.0.0.1", int(port))),
            password_cost=ScryptCost.MINIMAL,
        )
        self.bench = LiveBench(terminal)
        terminal.subscribe(self._hear)
        await terminal.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.bench.live.stop()
        await self.network.close()
        self.host.close()

    async def answered(self, times: int) -> None:
        """Wait until the host has written that many answers, whether they reach the terminal or not."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while sum(direction is Direction.TO_TERMINAL for direction, _ in self.wire) < times:
                self.network.crossed.clear()
                await self.network.crossed.wait()

    def look(self) -> list[Finding]:
        """What the oracle finds."""
        return check(
            self.bench.live.state,
            self.ledger,
            self.wire,
            profile=self.profile,
            screens=self._screens,
            slips=self._slips,
        )

    async def sell(self, amount: str) -> None:
        """A sale with both its slips, back to the idle terminal."""
        if self.bench.live.counter.customer_here:
            self.bench.live.leave()
        await self.bench.ask_for(amount)
        for screen in ("slip.tear", "slip.hand-over"):
            await self.bench.screen(screen)
            self.bench.press("Enter")
        await self.bench.screen("idle.signed-on")

    def _hear(self, notice: Notice) -> None:
        match notice:
            case ScreenShown(screen):
                self._screens.append((len(self.wire), screen))
            case SlipPrinted(slip):
                self._slips.append((len(self.wire), slip))
