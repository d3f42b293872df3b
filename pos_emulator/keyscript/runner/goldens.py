"""Goldens: the snapshots of a scenario as a text file beside its script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from pos_emulator.keyscript.observe.snapshot import Snapshot
from pos_emulator.keyscript.runner.result import Failure, Outcome, Result

FOLDER = "goldens"
_HEAD = "=== "


def golden_path(file: str, name: str, row: int) -> Path:
    """Where the golden of a scenario is: `goldens/SCRIPT/SCENARIO.txt` beside the script."""
    script = Path(file)
    words = "-".join(re.findall(r"\w+", name.casefold())) or "scenario"
    behind = f"-{row}" if row else ""
    return script.parent / FOLDER / script.stem / f"{words}{behind}.txt"


def golden_text(snapshots: Iterable[Snapshot]) -> str:
    """The file of a scenario: each snapshot below its name."""
    return "\n".join(f"{_HEAD}{each.name}\n{each.text}" for each in snapshots)


def compared(result: Result) -> Result:
    """The result, failed where a snapshot is not as the golden has it."""
    if result.outcome is not Outcome.PASSED or not result.snapshots:
        return result
    path = golden_path(result.file, result.name, result.row)
    before = _sections(path.read_text("utf-8")) if path.is_file() else {}
    for snapshot in result.snapshots:
        kept = before.pop(snapshot.name, None)
        if kept == snapshot.text:
            continue
        if kept is None:
            return _failed(result, snapshot, f"there is no golden of {snapshot.name} yet", ())
        difference = unified_diff(kept.split("\n"), snapshot.text.split("\n"), "golden", "now", lineterm="")
        return _failed(result, snapshot, f"{snapshot.name} is not as the golden has it", tuple(difference))
    if before:
        unused = ", ".join(before)
        return _failed(result, result.snapshots[-1], f"the golden has more: {unused}", ())
    return result


def unused(files: Iterable[str], results: Iterable[Result]) -> Iterator[Path]:
    """Goldens of these scripts that no scenario took a snapshot for."""
    used = {
        golden_path(each.file, each.name, each.row)
        for each in results
        # One that ended early may have come to its snapshots later.
        if each.snapshots or each.outcome is not Outcome.PASSED
    }
    for file in files:
        folder = Path(file).parent / FOLDER / Path(file).stem
        yield from (path for path in sorted(folder.glob("*.txt")) if path not in used)


def write(results: Iterable[Result]) -> int:
    """Write the goldens of the scenarios; how many files changed."""
    changed = 0
    for result in results:
        if not result.snapshots:
            continue
        path, text = golden_path(result.file, result.name, result.row), golden_text(result.snapshots)
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            changed += 1
    return changed


def _sections(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in re.split(rf"(?m)^{_HEAD}", text)[1:]:
        name, _, body = block.partition("\n")
        found[name] = body.rstrip("\n") + "\n"
    return found


def _failed(result: Result, snapshot: Snapshot, problem: str, evidence: tuple[str, ...]) -> Result:
    shown = (f"{result.file}:{snapshot.line}: {problem}", f"  | {snapshot.source}")
    hint = ("--update-goldens takes what is shown now, once everything else passes",)
    failure = Failure(result.file, snapshot.line, problem, shown, (*evidence, *hint))
    return replace(result, outcome=Outcome.FAILED, failure=failure, golden_only=True)
