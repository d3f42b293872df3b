"""The lines of an acquirer process: a virtual one, a device, or as many TCP connections as come."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.line_end import LineEnd
from pos_emulator.acquirer.real_line import RealLine
from pos_emulator.acquirer.writes import WriteSplitter, serial_extent, stream_extent
from pos_emulator.link.errors import LinkError
from pos_emulator.link.faults import Faults
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.link.session import Session
from pos_emulator.link.transports.line_address import LineAddress, SerialAddress, TcpAddress, VirtualLine
from pos_emulator.link.transports.pty import VirtualCable
from pos_emulator.link.transports.serial_port import SerialPort
from pos_emulator.link.transports.tcp import Listener, NoRoom, TcpLine, listen
from pos_emulator.link.transports.transport import Transport
from pos_emulator.profile import Profile

REOPEN_SECONDS = 1.0
"""How long a lost device, or a listener without room, is left alone before it is tried again."""

MOST_CONNECTIONS = 512
"""TCP connections at a time; one more takes the place of one that serves no terminal."""

UNHEARD_SECONDS = 60.0
"""How long a TCP connection may take to end its first frame."""

CRC_OCTETS, LRC_OCTETS = 2, 1
LINE_NAME = "line"


class HostLines:
    """Opens what the address says and keeps one session a terminal: the newest connection wins.

    Args:
        acquirer: Who answers.
        faults: Of the one line, or of all connections alike.
        address: Where the terminals come from.
        folder: Where the name of a virtual line goes.
        profile: Says how frames look and how long to wait for an ACK.
        baud: Speed of a device.
        allow_remote: Other machines may connect.
    """

    def __init__(
        self,
        acquirer: Acquirer,
        faults: Faults,
        address: LineAddress,
        *,
        folder: Path,
        profile: Profile,
        baud: int,
        allow_remote: bool,
    ) -> None:
        self.tell: Callable[[Note], None] = lambda note: None
        self._acquirer = acquirer
        self._faults = faults
        self._address = address
        self._folder = folder
        self._profile = profile
        self._baud = baud
        self._allow_remote = allow_remote
        self._device = ""
        self._lines: dict[RealLine, None] = {}
        """In the order they came."""
        self._owners: dict[str, RealLine] = {}
        self._minded: dict[RealLine, asyncio.TimerHandle] = {}
        self._listener: Listener | None = None
        self._reopening: asyncio.TimerHandle | None = None
        self._closing = False
        self._full = False
        self._moved = asyncio.Event()

    def open(self) -> str:
        """Opens the line; returns what terminals connect to: a device path or ``tcp://HOST:PORT``.

        Raises:
            LinkError: it cannot be opened.
        """
        match self._address:
            case VirtualLine():
                cable = VirtualCable(self._folder, name=LINE_NAME)
                self._device = str(cable.device_path)
                self._take_serial(cable)
            case SerialAddress(url):
                self._device = url
                self._take_serial(SerialPort(url, baud=self._baud))
            case TcpAddress(host, port):
                self._listener = listen(host, port, allow_remote=self._allow_remote)
                self._device = str(self._listener.address)
                self._listen()
        return self._device

    def close(self) -> None:
        """Closes everything; what was booked stays booked."""
        self._closing = True
        if self._reopening is not None:
            self._reopening.cancel()
        if self._listener is not None:
            asyncio.get_running_loop().remove_reader(self._listener.fileno())
            self._listener.close()
        for line in tuple(self._lines):
            line.close()

    def status(self) -> dict[str, Any]:
        """What the operator side shows of the line."""
        return {"device": self._device, "connections": len(self._lines), "terminals": sorted(self._owners)}

    async def rest(self, heard: int) -> dict[str, int]:
        """Waits until nothing happens by itself: all is read, answered, and acknowledged or given up.

        Args:
            heard: How many bytes the terminal has sent on its present connection.

        Returns:
            ``said``: how many bytes it was sent in all, to be waited for at the other end.
        """
        while not self._rests(heard):
            self._moved.clear()
            await self._moved.wait()
        newest = next(reversed(self._lines), None)
        return {"said": 0 if newest is None else newest.said_octets}

    def _rests(self, heard: int) -> bool:
        newest = next(reversed(self._lines), None)
        reached = heard == 0 if newest is None else newest.heard_octets >= heard
        return reached and not any(line.busy for line in self._lines)

    def _take_serial(self, transport: Transport) -> None:
        framer = serial_framer(self._profile.framing)
        session = Session(
            framer,
            ack_seconds=self._profile.ack_seconds,
            sends=self._profile.sends,
            gap_seconds=self._profile.gap_seconds,
        )
        trailer = LRC_OCTETS if self._profile.framing == "lrc" else CRC_OCTETS
        self._add(transport, session, WriteSplitter(serial_extent(trailer)), drop_when_unreadable=False)

    def _accept(self) -> None:
        if self._listener is None:
            return
        try:
            connection: TcpLine | None = self._listener.accept()
        except NoRoom as error:
            self._turn_away(str(error))
            asyncio.get_running_loop().remove_reader(self._listener.fileno())
            self._reopening = asyncio.get_running_loop().call_later(REOPEN_SECONDS, self._listen)
            return
        if connection is None:
            return
        if len(self._lines) >= MOST_CONNECTIONS and not self._make_room():
            self._turn_away(f"{self._device}: {MOST_CONNECTIONS} terminals are connected; no more are taken")
            connection.close()
            return
        self._full = False
        session = Session(LengthFramer(), acknowledged=False)
        line = self._add(connection, session, WriteSplitter(stream_extent), drop_when_unreadable=True)
        self._mind(line)

    def _listen(self) -> None:
        self._reopening = None
        if self._listener is not None and not self._closing:
            asyncio.get_running_loop().add_reader(self._listener.fileno(), self._accept)

    def _turn_away(self, text: str) -> None:
        """Says once that it is full, until somebody is taken again."""
        if not self._full:
            self._full = True
            self.tell(Note("no-room", {"text": text}))

    def _make_room(self) -> bool:
        """Lets the oldest connection go that never said anything, or else has no terminal; False without one."""
        owners = set(self._owners.values())
        idle = [line for line in self._lines if line not in owners]
        gone = next((line for line in idle if not line.end.heard), next(iter(idle), None))
        if gone is not None:
            gone.close()
        return gone is not None

    def _mind(self, line: RealLine) -> None:
        """Lets a connection go that began a frame and does not end it. Silence is a terminal at rest."""

        def look() -> None:
            del self._minded[line]
            if line.mid_frame:
                line.close()
            elif not line.end.heard:
                self._mind(line)

        self._minded[line] = asyncio.get_running_loop().call_later(UNHEARD_SECONDS, look)

    def _add(
        self, transport: Transport, session: Session, splitter: WriteSplitter, *, drop_when_unreadable: bool
    ) -> RealLine:
        line = RealLine(
            transport,
            LineEnd(self._acquirer, session),
            faults=self._faults,
            splitter=splitter,
            spoke=self._spoke,
            note=lambda note: self.tell(note),
            ended=self._ended,
            moved=self._moved.set,
            drop_when_unreadable=drop_when_unreadable,
        )
        self._lines[line] = None
        self._moved.set()
        return line

    def _spoke(self, line: RealLine) -> None:
        """The newest connection on which a terminal proves itself has it; an older one is let go.

        A sign-on is enough, for a terminal that lost its keys has nothing better to show: whoever
        knows a TID and its MID can take its line so. What else comes without a MAC gets an answer
        and the terminal only where nobody has it.
        """
        for tid in line.end.named:
            self._owners.setdefault(tid, line)
        for tid in line.end.tids:
            before = self._owners.get(tid)
            self._owners[tid] = line
            if before is not None and before is not line:
                self.tell(Note("taken-over", {"tid": tid}))
                before.close()

    def _ended(self, line: RealLine) -> None:
        self._lines.pop(line, None)
        minding = self._minded.pop(line, None)
        if minding is not None:
            minding.cancel()
        for tid in [tid for tid, owner in self._owners.items() if owner is line]:
            del self._owners[tid]
        if isinstance(self._address, SerialAddress) and not self._closing:
            self.tell(Note("line-lost", {"device": self._device}))
            self._reopen_later()

    def _reopen_later(self) -> None:
        loop = asyncio.get_running_loop()
        self._reopening = loop.call_later(REOPEN_SECONDS, self._reopen)

    def _reopen(self) -> None:
        try:
            self._take_serial(SerialPort(self._device, baud=self._baud))
        except LinkError:
            # Not back yet: a device that was pulled out comes back when somebody plugs it in.
            self._reopen_later()
            return
        self.tell(Note("line-back", {"device": self._device}))
