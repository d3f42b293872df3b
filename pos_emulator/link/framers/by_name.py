"""The framers of a serial line by the name that a profile gives them."""

from __future__ import annotations

from types import MappingProxyType

from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.framers.stx_frame import StxFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer

_SERIAL = MappingProxyType({"crc": StxCrcFramer, "lrc": StxLrcFramer})


def serial_framer(framing: str) -> StxFramer:
    """A new framer for one direction of a serial line.

    Args:
        framing: ``crc`` or ``lrc``, as in `Profile.framing`.

    Raises:
        KeyError: it is neither.
    """
    return _SERIAL[framing]()
