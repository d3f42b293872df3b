"""What can go wrong on the line, said to people.

LinkError
├── NoSuchPort        no such device, or nobody listens there
├── PortBusy          the port belongs to somebody else
├── LineLost          the other end is gone
├── RemoteNotAllowed  an address outside this machine
├── NoPty             this system gives no virtual line
├── BadLineAddress    ``--line`` is none of the forms it may have
├── PayloadTooLong    more than a frame carries
└── EnvelopeError     the bytes before the message are not what they should be

Line noise is no error: it is a `BadFrame` or nothing at all.
"""

# Errors say what is wrong (`PortBusy`); an ending that says "error" again would add nothing.
# ruff: noqa: N818

from __future__ import annotations


class LinkError(Exception):
    """Something is wrong with the line; the text says what, where and what to do."""


class NoSuchPort(LinkError):
    """There is no such device, or nobody listens at the address."""

    def __init__(self, where: str, *, what: str = "no such port", advice: str = "check --line") -> None:
        super().__init__(f"{where}: {what}; {advice}")
        self.where = where


class PortBusy(LinkError):
    """The port is held by another program."""

    def __init__(self, where: str, *, what: str = "the port is in use") -> None:
        super().__init__(f"{where}: {what}; end the other program or choose another --line")
        self.where = where


class LineLost(LinkError):
    """The other end went away; nothing more can be read from this line."""

    def __init__(self, where: str, *, what: str = "the other end is gone") -> None:
        super().__init__(f"{where}: {what}; start it again and reconnect")
        self.where = where


class RemoteNotAllowed(LinkError):
    """The address leads out of this machine and nobody allowed that."""

    def __init__(self, where: str) -> None:
        super().__init__(f"{where}: the address is outside this machine; add --allow-remote if that is meant")
        self.where = where


class NoPty(LinkError):
    """This system gives no pseudo-terminal."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"virtual line: no pseudo-terminal ({reason}); use --line tcp://127.0.0.1:PORT")
        self.reason = reason


class BadLineAddress(LinkError):
    """The text after ``--line`` is none of the known forms."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"--line {where}: expected {expected}")
        self.where = where
        self.expected = expected


class PayloadTooLong(LinkError):
    """A payload is empty or longer than its frame can say."""

    def __init__(self, octets: int, maximum: int) -> None:
        super().__init__(f"frame: a payload of {octets} bytes; a frame carries 1 to {maximum}")
        self.octets = octets
        self.maximum = maximum


class EnvelopeError(LinkError):
    """TPDU or header before a message is not as it should be.

    ``offset`` counts bytes from the first of the TPDU. The text never holds what was found.
    """

    def __init__(self, what: str, offset: int, expected: str) -> None:
        super().__init__(f"envelope: {what} at byte {offset}: expected {expected}")
        self.what = what
        self.offset = offset
        self.expected = expected
