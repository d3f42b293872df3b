"""Frame build and parse of 256 bytes, beside the check value alone plus the copying."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median

from benchmarks.table import Row
from benchmarks.timing import by_turns, paired_ratio, seconds
from pos_emulator.link.checksums import crc16_x25, lrc, uses_c_extension
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer
from pos_emulator.link.frames import Framer

BAR = 3.0
ROUNDS = 41
CALLS = 400
PAYLOAD = bytes(range(256))


def rows() -> list[Row]:
    """A row for each serial frame."""
    extension = "" if uses_c_extension() else " (crcmod WITHOUT its C extension)"
    contenders = {
        "stx-crc": there_and_back(StxCrcFramer()),
        "stx-crc alone": floor(crc16_x25),
        "stx-lrc": there_and_back(StxLrcFramer()),
        "stx-lrc alone": floor(lrc),
    }
    samples = by_turns(
        {name: partial(seconds, run, CALLS) for name, run in contenders.items()}, rounds=ROUNDS
    )
    return [
        Row(
            "frame",
            f"{name}, 256 bytes, build and parse",
            paired_ratio(samples, name, f"{name} alone"),
            BAR,
            f"check value and copies alone{extension}",
            median(samples[name]) * 1e6,
            median(samples[f"{name} alone"]) * 1e6,
            "µs",
        )
        for name in ("stx-crc", "stx-lrc")
    ]


def floor(compute: Callable[[bytes | bytearray], int]) -> Callable[[], object]:
    """What cannot be avoided: one check value and one copy each way."""
    body = b"\x02\x56" + PAYLOAD + b"\x03"

    def run() -> object:
        compute(built := bytearray(body))
        return compute(bytearray(built))

    return run


def there_and_back(framer: Framer) -> Callable[[], object]:
    """A frame built, fed back and found."""

    def run() -> object:
        return next(framer.feed(framer.encode(PAYLOAD)))

    return run
