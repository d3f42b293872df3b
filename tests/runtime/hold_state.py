"""A process that holds a state folder until its standard input ends; run by `test_state_folder.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from pos_emulator.runtime.errors import StateLocked
from pos_emulator.runtime.state_folder import open_state_folder


def main(path: Path) -> None:
    """Say `held`, or who holds it."""
    try:
        with open_state_folder(path):
            print("held", flush=True)
            sys.stdin.read()
    except StateLocked as locked:
        print(locked.pid, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
