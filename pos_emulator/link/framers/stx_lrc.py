"""The serial frame of UnionPay terminals, ended by an LRC."""

from __future__ import annotations

from pos_emulator.link.checksums import lrc
from pos_emulator.link.framers.stx_frame import StxFramer, Trailer, declaration
from pos_emulator.link.frames import MAXIMUM_PAYLOAD

LRC_TRAILER = Trailer("lrc", 1, lrc)
STX_LRC_FRAME = declaration(LRC_TRAILER)
"""The same frame declared."""


class StxLrcFramer(StxFramer):
    """``STX | length | payload | ETX | LRC``: as `StxCrcFramer`, but one byte, the exclusive-or.

    It finds every single wrong byte and misses two that cancel out.
    """

    def __init__(self, *, maximum: int = MAXIMUM_PAYLOAD) -> None:
        super().__init__(LRC_TRAILER, maximum=maximum)
