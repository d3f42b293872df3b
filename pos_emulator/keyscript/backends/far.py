"""Who is at the other end of a real line."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.link.transports.line_address import LineAddress


@dataclass(frozen=True, slots=True)
class Far:
    """Who is at the other end.

    Attributes:
        address: Where that is; None for an acquirer process of our own.
        own_line: What such a process opens: ``pty``, or a TCP address of which it chooses the port.
        baud, allow_remote: As for `LiveTerminal`.
    """

    address: LineAddress | None = None
    own_line: str = "pty"
    baud: int = 9600
    allow_remote: bool = False
