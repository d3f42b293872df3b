"""A process that plays the acquirer's part of the contract, well or badly; run by the tests beside it.

It says that it is ready, and ends when its standard input does. The first argument is how it behaves.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time


def main(behaviour: str, folder: str) -> int:
    """Behave; the number of processes so far is kept in a file of the folder."""
    count = os.path.join(folder, "starts")  # noqa: PTH118 - little to import: it starts often
    with open(count, "a+") as file:  # noqa: PTH123
        file.write("x")
        file.seek(0)
        started = len(file.read())
    ready = {"ready": True, "device": f"{folder}/line-{started}", "control": f"{folder}/control.sock"}
    match behaviour:
        case "dies-at-once":
            sys.stderr.write("first words\nstate: held by another acquirer; end it\n")
            return 5
        case "dies-silently":
            return 7
        case "babbles":
            print("hello", flush=True)
        case "mute":
            sys.stdin.read()
            return 0
        case "stubborn":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            print(json.dumps(ready), flush=True)
            while True:
                time.sleep(60)
        case "dies-later":
            print(json.dumps(ready), flush=True)
            return 3
        case _:
            print(json.dumps(ready), flush=True)
    sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
