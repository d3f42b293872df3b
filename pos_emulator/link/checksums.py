"""The check values that end a serial frame; both from crcmod.

crcmod without its C extension is right but some 20 times slower: `uses_c_extension` tells.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import cast

import crcmod
import crcmod.predefined

# x^8 + 1 with nothing to start from is the exclusive-or of all bytes, at the speed of a table CRC.
lrc = cast("Callable[[bytes | bytearray], int]", crcmod.mkCrcFun(0x101, initCrc=0, rev=False))
"""The LRC: exclusive-or of all bytes, 0 to 255."""

crc16_x25 = cast("Callable[[bytes | bytearray], int]", crcmod.predefined.mkPredefinedCrcFun("x-25"))
"""CRC-16/X-25, 0 to 65535. Source: ITU-T X.25, also CRC-16/IBM-SDLC in the catalogues."""


def uses_c_extension() -> bool:
    """Whether crcmod was built with its C extension on this machine."""
    return bool(sys.modules["crcmod.crcmod"]._usingExtension)
