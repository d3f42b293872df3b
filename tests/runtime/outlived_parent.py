"""Starts a child that puts its things away when this process is killed, and says so."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading

from pos_emulator.runtime.child_process import end_with_parent


def child() -> None:
    """What runs in the child."""

    def told(*_signal: object) -> None:
        os.write(1, b"put away\n")
        os._exit(0)

    signal.signal(signal.SIGTERM, told)
    end_with_parent()
    os.write(1, b"ready\n")
    threading.Event().wait()


if __name__ == "__main__":
    multiprocessing.get_context("spawn").Process(target=child).start()
