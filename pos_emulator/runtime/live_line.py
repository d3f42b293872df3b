"""One real line, kept open: reached again when it was lost, written to without waiting."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from pos_emulator.link.errors import LineLost, LinkError
from pos_emulator.link.transports.line_address import LineAddress, SerialAddress, TcpAddress, VirtualLine
from pos_emulator.link.transports.serial_port import SerialPort
from pos_emulator.link.transports.tcp import TcpLine
from pos_emulator.link.transports.transport import Transport
from pos_emulator.runtime.acquirer_process import AcquirerProcess
from pos_emulator.runtime.errors import AcquirerError

Reach = Callable[[], Awaitable[Transport]]
"""Opens the line, however long that takes; `LinkError` or `AcquirerError` where it cannot be."""

MOST_WAITING_OCTETS = 65536
"""Bytes that wait for a line that takes none; more and the line counts as lost."""
_BACKOFF_SECONDS = (0.05, 0.2, 0.5, 1.0, 2.0, 5.0)
_LASTING_SECONDS = 5.0
"""How long a connection that answered nothing must have lived before its end is no failure."""
_DROPPED_SECONDS = 0.5
"""How long a connection that we ended ourselves is left alone."""


class LiveLine:
    """The terminal's end of a line, with its plug.

    Args:
        reach: Opens it.
        plugged: Whether the plug is in.
        closes_unplugged: Pulling the plug ends the connection (TCP): half a message must not stay in it.
        arrived: Given what comes while the plug is in.
        changed: Told when the line is there now, or is not any more; with what is wrong, for people.
        failed: Told what is wrong when it cannot be opened; once, however often that is tried.
    """

    def __init__(
        self,
        reach: Reach,
        *,
        plugged: bool,
        closes_unplugged: bool,
        arrived: Callable[[bytes], None],
        changed: Callable[[bool, str], None],
        failed: Callable[[str], None],
    ) -> None:
        self._reach = reach
        self._plugged = plugged
        self._closes_unplugged = closes_unplugged
        self._arrived = arrived
        self._changed = changed
        self._failed = failed
        self.sent_octets = self.received_octets = 0
        """Bytes written to the present connection, and read from it."""
        self._transport: Transport | None = None
        self._waiting = bytearray()
        self._there = False
        self._dropped = False
        self._redialling = False
        self._failures = 0
        """Calls in a row that nobody took, or took and ended at once."""
        self._pausing = False
        """The other end ended a connection that was of no use: the next one waits."""
        self._since = 0.0
        self._turn = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    @property
    def there(self) -> bool:
        """Whether bytes can leave: the line is open and plugged in."""
        return self._there

    def start(self) -> None:
        """Begin to keep it open; does not wait."""
        self._keeper = asyncio.create_task(self._keep(), name="line")

    async def stop(self) -> None:
        """Close it for good."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper
        self._close()
        self._there = False

    def plug(self) -> None:
        """Put the plug in; what came meanwhile is lost."""
        if not self._plugged:
            self._plugged = True
            self._failures = 0
            self._look()

    def unplug(self) -> None:
        """Pull the plug; what was not yet sent is lost."""
        if self._plugged:
            self._plugged = False
            self.sent_octets -= len(self._waiting)
            self._waiting.clear()
            if self._closes_unplugged:
                self._close()
            self._look()

    def write(self, data: bytes) -> bool:
        """Send, now or as soon as the line takes it; False where bytes go nowhere."""
        if not self._there or self._transport is None:
            return False
        self._waiting += data
        self.sent_octets += len(data)
        self._flush()
        return True

    def drop(self, why: str) -> None:
        """End a connection whose bytes cannot be followed, and reach for another after a moment."""
        if self._transport is not None:
            self._dropped = True
            self._lose(why)

    def redial(self, why: str) -> None:
        """End a connection on which nothing came back, and reach for another at once.

        Told to be gone, then to be there; where nobody answers, told to be gone once more.
        """
        if self._transport is not None:
            self._redialling = True
            self._lose(why)

    async def _keep(self) -> None:
        unreachable = False
        while True:
            self._turn.clear()
            if self._dropped:
                # Who sends such bytes may do so at once again.
                self._dropped = False
                await asyncio.sleep(_DROPPED_SECONDS)
            if self._transport is not None or (self._closes_unplugged and not self._plugged):
                await self._turn.wait()
                continue
            if self._pausing:
                self._pausing = False
                await self._pause()
                continue
            try:
                transport = await self._reach()
            except (LinkError, AcquirerError) as error:
                if not unreachable:
                    self._failed(str(error))
                unreachable = True
                if self._redialling:
                    self._redialling = False
                    self._changed(False, "")
                await self._pause()
                continue
            unreachable = False
            self._redialling = False
            self._transport = transport
            self._since = asyncio.get_running_loop().time()
            self.sent_octets = self.received_octets = 0
            asyncio.get_running_loop().add_reader(transport.fileno(), self._readable)
            self._look()

    async def _pause(self) -> None:
        """Leave the other end alone, longer each time; a plug that is put in ends that."""
        seconds = _BACKOFF_SECONDS[min(self._failures, len(_BACKOFF_SECONDS) - 1)]
        self._failures += 1
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._turn.wait(), seconds)

    def _readable(self) -> None:
        if self._transport is None:
            return
        try:
            data = self._transport.read()
        except LineLost as error:
            self._ended(str(error))
            return
        self.received_octets += len(data)
        if self.sent_octets:
            self._failures = 0
        if data and self._plugged:
            self._arrived(data)

    def _flush(self) -> None:
        transport = self._transport
        if transport is None:
            return
        loop = asyncio.get_running_loop()
        try:
            while self._waiting and (taken := transport.write(bytes(self._waiting))):
                del self._waiting[:taken]
            if len(self._waiting) > MOST_WAITING_OCTETS:
                raise LineLost("line", what="the other end takes no bytes")
        except LineLost as error:
            self._ended(str(error))
            return
        if self._waiting:
            loop.add_writer(transport.fileno(), self._flush)
        else:
            loop.remove_writer(transport.fileno())

    def _ended(self, why: str) -> None:
        """The other end is gone: of one that takes calls only to end them, less and less is asked."""
        if asyncio.get_running_loop().time() - self._since >= _LASTING_SECONDS:
            self._failures = 0
        else:
            self._pausing = not (self.sent_octets and self.received_octets)
        self._lose(why)

    def _lose(self, why: str) -> None:
        self._close()
        self._look(why)

    def _close(self) -> None:
        transport, self._transport = self._transport, None
        self.sent_octets = self.received_octets = 0
        self._waiting.clear()
        if transport is not None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(transport.fileno())
            loop.remove_writer(transport.fileno())
            transport.close()

    def _look(self, why: str = "") -> None:
        self._turn.set()
        there = self._plugged and self._transport is not None
        if there is not self._there:
            self._there = there
            self._changed(there, why)


def reach_line(
    address: LineAddress, *, acquirer: AcquirerProcess | None, baud: int = 9600, allow_remote: bool = False
) -> Reach:
    """How the line at an address is opened.

    Args:
        address: What stood after ``--line``.
        acquirer: Who is at the other end of a virtual line.
        baud: Bits per second of a serial device.
        allow_remote: An address outside this machine is meant.
    """

    async def virtual() -> Transport:
        if acquirer is None:
            raise AcquirerError(
                "virtual line", what="nobody is at its other end", advice="choose another --line"
            )
        ready = await acquirer.reached()
        return SerialPort(str(ready.device))

    match address:
        case VirtualLine():
            return virtual
        case SerialAddress(url):
            return lambda: _in_a_thread(lambda: SerialPort(url, baud=baud))
        case TcpAddress(host, port):
            return lambda: _in_a_thread(lambda: TcpLine(host, port, allow_remote=allow_remote))


async def _in_a_thread(reach: Callable[[], Transport]) -> Transport:
    opening = asyncio.get_running_loop().run_in_executor(None, reach)
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        # Nobody waits any more: what is opened yet must not stay open.
        opening.add_done_callback(_close_late)
        raise


def _close_late(opening: asyncio.Future[Transport]) -> None:
    if opening.exception() is None:
        opening.result().close()
