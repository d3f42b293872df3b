"""A terminal process that asks the host for money and never learns the answer; run by `test_driver.py`."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.runtime.live_bench import bench_in


async def main(folder: Path) -> None:
    """Sell, say that the host is being asked, and wait for the end."""
    async with bench_in(folder) as bench:
        await bench.sign_on()
        await bench.live.ask_acquirer({"do": "host", "silent": True, "for": "0200"})
        await bench.ask_for("5800")
        await bench.screen("host.receiving")
        print("asked", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
