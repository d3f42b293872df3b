"""What some bytes are wrapped in, found out from the bytes alone.

Forms: unionpay-pos 1.1 to 1.4. The fullest wrapping that leaves a message is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from pos_emulator.link.envelope import HEADER_OCTETS, MTI_OCTETS, TPDU_ID, TPDU_OCTETS, is_digits
from pos_emulator.link.framers.length_tpdu import LENGTH_OCTETS
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer
from pos_emulator.link.frames import Frame

ANI_OCTETS = 14
"""The caller's number, which some networks put between TPDU and header."""
HEADER_STARTS = frozenset(range(0x60, 0x6A))
"""First byte of a header, the application category: 60 stripe, 61 chip, others for other uses."""
_LONGEST = 9999


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What was found round a message; None or False for what was not there.

    ``frame`` is "crc" or "lrc", the trailer of a serial frame; ``length`` says that 2 bytes of
    length came first.
    """

    frame: str | None
    length: bool
    tpdu: bytes | None
    ani: bytes | None
    header: bytes | None
    message: bytes = field(repr=False)


def sniff(data: bytes, is_message: Callable[[bytes], bool]) -> Sniffed:
    """Unwrap ``data``.

    Args:
        data: one message, with or without serial frame, length, TPDU, ANI and header.
        is_message: whether some bytes are a message of the dialect in question.

    Returns:
        The fullest reading whose rest is a message; where there is none, the fullest reading, so
        that the message in it can be looked at for what is wrong with it.
    """
    readings = tuple(_readings(data))
    return next((reading for reading in readings if is_message(reading.message)), readings[0])


def _readings(data: bytes) -> Iterator[Sniffed]:
    bare = Sniffed(None, False, None, None, None, data)
    for framed in (*_serial(bare), bare):
        for counted in (*_counted(framed), framed):
            for addressed in (*_addressed(counted), counted):
                yield from _headed(addressed)
                yield addressed


def _serial(reading: Sniffed) -> Iterator[Sniffed]:
    for name, framer in (("crc", StxCrcFramer(maximum=_LONGEST)), ("lrc", StxLrcFramer(maximum=_LONGEST))):
        match list(framer.feed(reading.message)):
            case [Frame(payload)]:
                yield replace(reading, frame=name, message=payload)


def _counted(reading: Sniffed) -> Iterator[Sniffed]:
    rest = reading.message[LENGTH_OCTETS:]
    if rest and int.from_bytes(reading.message[:LENGTH_OCTETS], "big") == len(rest):
        yield replace(reading, length=True, message=rest)


def _addressed(reading: Sniffed) -> Iterator[Sniffed]:
    tpdu, rest = reading.message[:TPDU_OCTETS], reading.message[TPDU_OCTETS:]
    if len(rest) >= MTI_OCTETS and tpdu[0] == TPDU_ID and is_digits(tpdu):
        yield replace(reading, tpdu=tpdu, message=rest)


def _headed(reading: Sniffed) -> Iterator[Sniffed]:
    for octets in (0, ANI_OCTETS) if reading.tpdu else (0,):
        ani, header = reading.message[:octets], reading.message[octets : octets + HEADER_OCTETS]
        rest = reading.message[octets + HEADER_OCTETS :]
        if len(rest) >= MTI_OCTETS and header[0] in HEADER_STARTS and is_digits(header[:3]):
            yield replace(reading, ani=ani or None, header=header, message=rest)
