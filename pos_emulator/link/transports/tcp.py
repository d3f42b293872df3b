"""A line over TCP, inside this machine unless allowed otherwise."""

from __future__ import annotations

import errno
import socket
from types import MappingProxyType

from pos_emulator.link.errors import LineLost, LinkError, NoSuchPort, PortBusy, RemoteNotAllowed
from pos_emulator.link.transports.descriptor import READ_OCTETS
from pos_emulator.link.transports.line_address import TcpAddress, is_this_machine

CONNECT_SECONDS = 5.0
PROBE_AFTER_SECONDS = 30
"""How long a connection may be silent before the system asks whether the other end is still there."""
PROBE_EVERY_SECONDS = 10
PROBES = 3
DEAD_AFTER_SECONDS = PROBE_AFTER_SECONDS + PROBE_EVERY_SECONDS * PROBES
"""How long what was sent, or a probe, may stay unconfirmed before the connection counts as lost."""
_WATCHED = MappingProxyType(
    {
        "TCP_KEEPIDLE": PROBE_AFTER_SECONDS,
        "TCP_KEEPALIVE": PROBE_AFTER_SECONDS,
        "TCP_KEEPINTVL": PROBE_EVERY_SECONDS,
        "TCP_KEEPCNT": PROBES,
        "TCP_USER_TIMEOUT": DEAD_AFTER_SECONDS * 1000,
    }
)
"""Options by their names, for no system has all of them: Linux says KEEPIDLE, macOS KEEPALIVE."""
FULL = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})
"""What the system says when it has no room for one more connection."""


class NoRoom(LinkError):  # noqa: N818 - like its sisters in link.errors
    """The system gives no more connections; those that were taken stay."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where}: no room for more connections; end some of the programs that connected")
        self.where = where


class TcpLine:
    """One end of a TCP connection, sending at once what it is given.

    Raises:
        NoSuchPort: nobody listens there, or the name is unknown.
        RemoteNotAllowed: the address is outside this machine.
    """

    def __init__(self, host: str, port: int, *, allow_remote: bool = False) -> None:
        self.address = TcpAddress(host, port)
        if not allow_remote and not is_this_machine(host):
            raise RemoteNotAllowed(str(self.address))
        try:
            self._adopt(socket.create_connection((host, port), timeout=CONNECT_SECONDS))
        except (OSError, OverflowError, UnicodeError) as error:
            unnamed = isinstance(error, socket.gaierror | UnicodeError)
            what = "the name is unknown" if unnamed else "nobody listens there"
            raise NoSuchPort(
                str(self.address), what=what, advice="start the acquirer or check --line"
            ) from error

    @classmethod
    def accepted(cls, connection: socket.socket, host: str, port: int) -> TcpLine:
        """The line over a connection that a `Listener` took."""
        line = cls.__new__(cls)
        line.address = TcpAddress(host, port)
        line._adopt(connection)
        return line

    def _adopt(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _notice_death(connection)
        self._connection = connection

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._connection.fileno()

    def read(self) -> bytes:
        """What has arrived."""
        try:
            data = self._connection.recv(READ_OCTETS)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise LineLost(str(self.address)) from error
        if not data:
            raise LineLost(str(self.address))
        return data

    def write(self, data: bytes) -> int:
        """How many bytes the connection took."""
        try:
            return self._connection.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LineLost(str(self.address)) from error

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def _notice_death(connection: socket.socket) -> None:
    """Have the system find out when the other end vanished without a word: no power there, or a NAT forgot."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _WATCHED.items():
        option = getattr(socket, name, None)
        if option is not None:
            connection.setsockopt(socket.IPPROTO_TCP, option, value)


class Listener:
    """Takes connections at one address; made by `listen`."""

    def __init__(self, server: socket.socket) -> None:
        self._server = server
        host, port = server.getsockname()[:2]
        self.address = TcpAddress(host, port)

    def fileno(self) -> int:
        """The descriptor that is readable when somebody connects."""
        return self._server.fileno()

    def accept(self) -> TcpLine | None:
        """The next connection; None where nobody waits, or has already left again.

        Raises:
            NoRoom: this process can open no more connections.
        """
        try:
            connection, peer = self._server.accept()
        except OSError as error:
            if error.errno in FULL:
                raise NoRoom(str(self.address)) from error
            return None
        try:
            return TcpLine.accepted(connection, *peer[:2])
        except OSError:
            connection.close()
            return None

    def close(self) -> None:
        """Take no more connections; those that were taken stay."""
        self._server.close()


def listen(host: str, port: int, *, allow_remote: bool = False) -> Listener:
    """Wait for terminals.

    Args:
        host: the address to listen at.
        port: 0 takes a free one, to be read from `Listener.address`.
        allow_remote: an address that other machines reach is meant.

    Raises:
        PortBusy: another program listens there.
        NoSuchPort: this machine has no such address.
        RemoteNotAllowed: other machines could reach it.
    """
    where = TcpAddress(host, port)
    if not allow_remote and not is_this_machine(host):
        raise RemoteNotAllowed(str(where))
    server: socket.socket | None = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        server = socket.socket(family, kind, protocol)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        server.listen()
        server.setblocking(False)
    except (OSError, OverflowError, UnicodeError) as error:
        if server is not None:
            server.close()
        raise _what_is_wrong(where, error) from error
    return Listener(server)


def _what_is_wrong(where: TcpAddress, error: Exception) -> LinkError:
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            return PortBusy(str(where))
        case errno.EACCES:
            return NoSuchPort(str(where), what="permission denied", advice="take a port above 1023")
    return NoSuchPort(str(where), what="this machine has no such address")
