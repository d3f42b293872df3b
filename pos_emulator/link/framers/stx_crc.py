"""The serial frame of this project's terminals, ended by a CRC."""

from __future__ import annotations

from pos_emulator.link.checksums import crc16_x25
from pos_emulator.link.framers.stx_frame import StxFramer, Trailer, declaration
from pos_emulator.link.frames import MAXIMUM_PAYLOAD

CRC_TRAILER = Trailer("crc", 2, crc16_x25)
STX_CRC_FRAME = declaration(CRC_TRAILER)
"""The same frame declared."""


class StxCrcFramer(StxFramer):
    """``STX | length | payload | ETX | CRC``: the serial frame between terminal and host.

    ``length`` is the payload in bytes (4 BCD digits). The CRC (X-25, 2 bytes, high byte
    first) covers ``length`` through ``ETX``.
    """

    def __init__(self, *, maximum: int = MAXIMUM_PAYLOAD) -> None:
        super().__init__(CRC_TRAILER, maximum=maximum)
