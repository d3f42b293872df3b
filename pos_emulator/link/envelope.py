"""What stands before a message inside a frame: TPDU and header.

Source: unionpay-pos 1.1 to 1.4; a network access controller answers with the addresses swapped.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pos_emulator.link.errors import EnvelopeError

TPDU_OCTETS = 5
TPDU_ID = 0x60
HEADER_OCTETS = 6
ENVELOPE_OCTETS = TPDU_OCTETS + HEADER_OCTETS
MTI_OCTETS = 2


@lru_cache(maxsize=256)
def swap_addresses(tpdu: bytes) -> bytes:
    """The TPDU of the way back: destination and origin change places."""
    return tpdu[:1] + tpdu[3:5] + tpdu[1:3]


def is_digits(octets: bytes) -> bool:
    """Whether every half byte is a decimal digit."""
    return octets.hex().isdecimal()


class Envelope(NamedTuple):
    """``TPDU | header | message``: 5 bytes, 6 bytes, the rest.

    The last three bytes of a header need not be BCD. A named tuple, because every message makes
    one at either end, and a frozen dataclass takes twice as long to make.
    """

    tpdu: bytes
    header: bytes
    message: bytes

    def __repr__(self) -> str:
        return f"Envelope(tpdu={self.tpdu!r}, header={self.header!r})"

    def octets(self) -> bytes:
        """The payload of a frame."""
        return self.tpdu + self.header + self.message

    @classmethod
    def parse(cls, payload: bytes) -> Envelope:
        """Take a frame's payload apart; raises `EnvelopeError`."""
        if len(payload) < ENVELOPE_OCTETS + MTI_OCTETS:
            shortest = ENVELOPE_OCTETS + MTI_OCTETS
            raise EnvelopeError("end of data", len(payload), f"{shortest} bytes or more")
        tpdu, header = _taken_apart(payload[:ENVELOPE_OCTETS])
        return cls(tpdu, header, payload[ENVELOPE_OCTETS:])

    def reply(
        self, message: bytes, *, swap: bool = True, processing_requirement: int | None = None
    ) -> Envelope:
        """The envelope of the answer.

        Args:
            message: the answer.
            swap: change the TPDU's addresses round; some hosts give them back as they came.
            processing_requirement: what the terminal is to do next, 0 to 9; None leaves the digit.
        """
        header = self.header
        if processing_requirement is not None:
            if not 0 <= processing_requirement <= 9:
                raise ValueError(f"processing requirement {processing_requirement}: one digit")
            header = header[:2] + bytes((header[2] & 0xF0 | processing_requirement,)) + header[3:]
        return Envelope(swap_addresses(self.tpdu) if swap else self.tpdu, header, message)

    @property
    def processing_requirement(self) -> int:
        """Header digit 6, by which a host asks for an action after the transaction; 0 is none."""
        return self.header[2] & 0x0F


@lru_cache(maxsize=256)
def _taken_apart(front: bytes) -> tuple[bytes, bytes]:
    """TPDU and header, which are the same in one message after the other; raises `EnvelopeError`."""
    tpdu, header = front[:TPDU_OCTETS], front[TPDU_OCTETS:]
    if tpdu[0] != TPDU_ID or not is_digits(tpdu):
        raise EnvelopeError("TPDU", 0, "60 and two addresses of 4 digits")
    if not is_digits(header[:3]):
        raise EnvelopeError("header", TPDU_OCTETS, "6 digits before the version")
    return tpdu, header
