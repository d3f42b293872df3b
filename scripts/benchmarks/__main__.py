"""All benchmarks in one run: ``scripts/bench``."""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback
from collections.abc import Mapping
from types import MappingProxyType

from benchmarks.table import Row, as_json, table

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "codec": "codec",
        "frame": "frames",
        "exchange": "exchange",
        "script": "void_script",
        "growth": "growth",
        "start": "start",
        "window": "window",
        "memory": "memory",
    }
)
"""The module whose `rows` measures a group."""


def main() -> int:
    """Measure and print; 0 unless something could not be measured, or a bar that counts is exceeded."""
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a ratio is above its bar")
    parser.add_argument("--only", action="append", choices=GROUPS, metavar="GROUP", help=", ".join(GROUPS))
    options = parser.parse_args()
    measured: list[Row] = []
    failed: list[str] = []
    for group in options.only or GROUPS:
        try:
            rows: list[Row] = importlib.import_module(f"benchmarks.{GROUPS[group]}").rows()
        except Exception:
            traceback.print_exc()
            failed.append(group)
            continue
        measured += rows
        if not options.json:
            print("\n".join(table(rows)), flush=True)
    if options.json:
        print(as_json(measured, failed=failed))
    if failed:
        print(f"could not be measured: {', '.join(failed)}", file=sys.stderr)
    above = [row for row in measured if not row.met]
    return int(bool(failed) or (options.strict and bool(above)))


if __name__ == "__main__":
    sys.exit(main())
