"""What may stand after ``--line``."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pos_emulator.link.errors import BadLineAddress, RemoteNotAllowed

FORMS = "pty, a device such as /dev/ttyUSB0, a pyserial URL, or tcp://HOST:PORT"
_PYSERIAL_ON_NETWORKS = frozenset({"socket", "rfc2217"})
_PYSERIAL_HERE = frozenset({"alt", "cp2110", "hwgrep", "loop", "spy"})
_DEVICE = re.compile(r"[/.~].*|COM\d+", re.DOTALL)
_MOST_PORTS = 65535


@dataclass(frozen=True, slots=True)
class VirtualLine:
    """A virtual serial line with an acquirer of its own."""


@dataclass(frozen=True, slots=True)
class SerialAddress:
    """A device path or a pyserial URL."""

    url: str


@dataclass(frozen=True, slots=True)
class TcpAddress:
    """Where a host listens, or a terminal comes from."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"tcp://[{self.host}]:{self.port}" if ":" in self.host else f"tcp://{self.host}:{self.port}"


LineAddress = VirtualLine | SerialAddress | TcpAddress


def is_this_machine(host: str) -> bool:
    """Whether an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parse_line_address(text: str, *, allow_remote: bool = False) -> LineAddress:
    """The other end of the line, as typed.

    Args:
        text: ``pty``, a device path, a pyserial URL or ``tcp://HOST:PORT``.
        allow_remote: an address outside this machine is meant.

    Raises:
        BadLineAddress: none of these.
        RemoteNotAllowed: the address is outside this machine.
    """
    if text == "pty":
        return VirtualLine()
    scheme, separator, _ = text.partition("://")
    if not separator:
        if not _DEVICE.fullmatch(text):
            raise BadLineAddress(text, FORMS)
        return SerialAddress(text)
    scheme = scheme.lower()
    if scheme in _PYSERIAL_HERE:
        return SerialAddress(text)
    if scheme != "tcp" and scheme not in _PYSERIAL_ON_NETWORKS:
        raise BadLineAddress(text, FORMS)
    host, port = _host_and_port(text, scheme)
    if not allow_remote and not is_this_machine(host):
        raise RemoteNotAllowed(text)
    return TcpAddress(host, port) if scheme == "tcp" else SerialAddress(text)


def _host_and_port(text: str, scheme: str) -> tuple[str, int]:
    expected = f"{scheme}://HOST:PORT with a port from 1 to {_MOST_PORTS}"
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        # An empty or overlong part of a name: no resolver takes it.
        host.encode("idna")
    except ValueError:
        raise BadLineAddress(text, expected) from None
    if not host or not port or (scheme == "tcp" and (parts.path or parts.query or parts.username)):
        raise BadLineAddress(text, expected)
    return host, port
