"""Frame build and parse of 256 bytes, beside the check value alone plus the copying.

One row for each serial frame; ends with 1 where a ratio is above the bar.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable

from pos_emulator.link.checksums import crc16_x25, lrc, uses_c_extension
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer
from pos_emulator.link.frames import Framer

BAR = 3.0
ROUNDS = 41
CALLS = 400
PAYLOAD = bytes(range(256))


def floor(compute: Callable[[bytes | bytearray], int]) -> Callable[[], object]:
    """What cannot be avoided: one check value and one copy each way."""
    body = b"\x02\x56" + PAYLOAD + b"\x03"

    def run() -> object:
        compute(built := bytearray(body))
        return compute(bytearray(built))

    return run


def there_and_back(framer: Framer) -> Callable[[], object]:
    def run() -> object:
        return next(framer.feed(framer.encode(PAYLOAD)))

    return run


def microseconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    for _ in range(CALLS):
        run()
    return (time.perf_counter() - began) / CALLS * 1e6


def main() -> int:
    rows = {
        "stx-crc": (floor(crc16_x25), there_and_back(StxCrcFramer())),
        "stx-lrc": (floor(lrc), there_and_back(StxLrcFramer())),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in rows}
    gc.disable()
    for _ in range(ROUNDS):
        for name, (alone, framed) in rows.items():
            taken[name].append((microseconds(alone), microseconds(framed)))
    extension = "with" if uses_c_extension() else "WITHOUT"
    print(f"256 bytes, build and parse, beside check value and copies alone; crcmod {extension} C extension")
    worst = 0.0
    for name, pairs in taken.items():
        ratio = statistics.median(framed / alone for alone, framed in pairs)
        alone, framed = (statistics.median(column) for column in zip(*pairs, strict=True))
        worst = max(worst, ratio)
        print(f"{name:8s} {framed:5.2f} us   alone {alone:5.2f} us   ratio {ratio:4.2f} (bar {BAR})")
    return int(worst > BAR)


if __name__ == "__main__":
    sys.exit(main())
