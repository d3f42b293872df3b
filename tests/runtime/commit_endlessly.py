"""A process that commits step after step until it is killed; run by `test_flash_sqlite.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from pos_emulator.firmware.records import SignedOn
from pos_emulator.runtime.flash_sqlite import SqliteFlash


def main(path: Path) -> None:
    """Write the number of the step into three cells, say it when it is kept, and go on."""
    flash = SqliteFlash(path)
    step = int(str(flash.get("step") or "0"))
    while True:
        step += 1
        flash.put("step", str(step))
        flash.put("signed-on", SignedOn(f"{step:06d}", "1121"))
        flash.put("batch", step, f"{step:06d}")
        flash.delete("batch", f"{step - 3:06d}")
        flash.commit()
        print(step, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
