"""A folder for each scenario that failed: enough for somebody who was not there. Masked, as everything is.

The profile is not copied: it holds the passwords that a terminal is delivered with.
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path, PurePosixPath

from pos_emulator.keyscript.card_numbers import without_card_numbers
from pos_emulator.keyscript.report.json_lines import result_line
from pos_emulator.keyscript.report.text import result_lines
from pos_emulator.keyscript.runner.result import Result
from pos_emulator.keyscript.runner.sources import Source

_LIBRARIES = ("construct", "crcmod", "cryptography")
_LONGEST_NAME = 60


def write_bundles(folder: Path, results: Sequence[Result], sources: Iterable[Source]) -> list[Path]:
    """Write one folder for each failed scenario into `folder`, which is there and empty.

    Returns:
        The folders, in the order of the results.

    Raises:
        OSError: it cannot be written.
    """
    scripts = {source.file: source for source in sources}
    failed = [result for result in results if not result.outcome.is_well]
    made = []
    for number, result in enumerate(failed, start=1):
        place = folder / f"{number:0{len(str(len(failed)))}d}-{_name(result)}"
        place.mkdir()
        _write(place, result, scripts[result.file])
        made.append(place)
    return made


def _write(place: Path, result: Result, source: Source) -> None:
    report = "\n".join(result_lines(_in_full(result), 1, 1)) + "\n"
    facts = {"versions": versions(), "result": json.loads(result_line(result))}
    files = {"report.txt": report, **dict(result.filed), "run.json": json.dumps(facts, indent=2) + "\n"}
    for name, text in files.items():
        (place / name).write_text(text, "utf-8")
    for name, script in ((source.file, source.text), *source.sourced):
        text = script.decode("utf-8", "surrogateescape")
        masked = without_card_numbers(text).encode("utf-8", "surrogateescape")
        (place / PurePosixPath(name).name).write_bytes(masked)


def _in_full(result: Result) -> Result:
    """With all that a report for the eye leaves out."""
    failure = result.failure
    if failure is None or not failure.in_full:
        return result
    return replace(result, failure=replace(failure, evidence=failure.in_full))


def versions() -> dict[str, str]:
    """What the failure was seen with."""
    return {
        "pos-emulator": version("pos-emulator"),
        "python": platform.python_version(),
        "system": platform.system(),
        **{name: version(name) for name in _LIBRARIES},
    }


def _name(result: Result) -> str:
    """A name for a folder on any system: file, line, row and repeat, and a few words of the scenario."""
    parts = [PurePosixPath(result.file).stem, str(result.line)]
    parts += [f"row-{result.row}"] if result.row else []
    parts += [f"repeat-{result.repeat}"] if result.repeat > 1 else []
    words = re.sub("[^a-z0-9]+", "-", result.name.lower()).strip("-")
    return re.sub("[^A-Za-z0-9.-]+", "-", "-".join([*parts, words]))[:_LONGEST_NAME].rstrip("-")
