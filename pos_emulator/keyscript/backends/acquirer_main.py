"""The acquirer process of a scenario: the real one, with the clock and the chance of its script."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from pos_emulator.acquirer.server import Surroundings, run_server
from pos_emulator.acquirer.server_options import ServerOptions
from pos_emulator.keyscript.backends.clocks import RunningClock
from pos_emulator.runtime.virtual_time import SeededEntropy


def command(
    folder: Path, *, line: str, profile: str, at: datetime, began: float, seed: int, stream: int
) -> tuple[str, ...]:
    """How it is started; it ends by itself when this process does.

    Args:
        folder: Its folder.
        line: Where it listens: ``pty``, or a TCP address of which it may choose the port.
        profile: Name or file of the profile of the terminal that it serves.
        at, began: See `RunningClock`.
        seed, stream: What its chance follows from.
    """
    words = (str(folder), line, profile, at.isoformat(), repr(began), str(seed), str(stream))
    return (sys.executable, "-m", __name__, *words)


def main() -> int:
    """What runs in the process."""
    parser = argparse.ArgumentParser(prog=f"python -m {__name__}", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("line")
    parser.add_argument("profile")
    parser.add_argument("at", type=datetime.fromisoformat)
    parser.add_argument("began", type=float)
    parser.add_argument("seed", type=int)
    parser.add_argument("stream", type=int)
    given = parser.parse_args()
    return run_server(
        ServerOptions(line=given.line, state=given.folder, profile=given.profile, with_parent=True),
        surroundings=Surroundings(
            clock=RunningClock(given.at, given.began),
            entropy=SeededEntropy(given.seed, "host", given.stream),
            faults_seed=given.stream,
            any_port=True,
        ),
    )


if __name__ == "__main__":
    sys.exit(main())
