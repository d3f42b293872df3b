"""Goldens: the snapshots of a scenario as a text file beside its script."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from difflib import unified_diff
from errno import EISDIR
from fnmatch import fnmatch
from pathlib import Path

from pos_emulator.keyscript.golden_names import golden_name
from pos_emulator.keyscript.observe.snapshot import FIRST_WORD, Snapshot
from pos_emulator.keyscript.runner.errors import GoldensUnwritableError
from pos_emulator.keyscript.runner.result import Failure, Outcome, Result
from pos_emulator.keyscript.runner.sources import SUFFIX

FOLDER = "goldens"
_HEAD = "=== "
_TO_ITS_END = (Outcome.PASSED, Outcome.UNEXPECTED)
"""How a scenario ends in which nothing but a snapshot can still be wrong."""


def golden_path(file: str, name: str, row: int) -> Path:
    """Where the golden of a scenario is: `goldens/SCRIPT/SCENARIO.txt` beside the script."""
    return folder_of(file) / golden_name(name, row)


def folder_of(file: str) -> Path:
    """Where the goldens of a file are; of any but a keypad script, its ending tells them apart."""
    script = Path(file)
    return script.parent / FOLDER / (script.stem if script.suffix == SUFFIX else script.name)


def golden_text(snapshots: Iterable[Snapshot]) -> str:
    """The file of a scenario: each snapshot below its name."""
    return "\n".join(f"{_HEAD}{each.name}\n{each.text}" for each in snapshots)


def compared(result: Result) -> Result:
    """The result, failed where a snapshot is not as the golden has it; that may be what a mark tells of."""
    if result.outcome not in _TO_ITS_END or not result.snapshots:
        return result
    path = golden_path(result.file, result.name, result.row)
    kept_text = _text_at(path)
    if kept_text is None:
        return _failed(result, result.snapshots[0], f"{path.as_posix()} is not UTF-8", ())
    before = _sections(kept_text)
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


def to_take(result: Result) -> Result:
    """The result, and what an update will do with its golden; no difference is a failure then.

    A known failure is held against its golden: that has what should be shown, and is not taken anew.
    """
    if result.outcome is Outcome.UNEXPECTED:
        return compared(result)
    if result.outcome is not Outcome.PASSED or not result.snapshots:
        return result
    path = golden_path(result.file, result.name, result.row)
    if not path.is_file():
        return replace(result, golden="new golden")
    return result if _is_at(path, golden_text(result.snapshots)) else replace(result, golden="golden changes")


def unused(files: Iterable[str], results: Iterable[Result]) -> Iterator[Path]:
    """Goldens of these scripts that no scenario took a snapshot for."""
    used = {
        golden_path(each.file, each.name, each.row)
        for each in results
        # One that ended early may have come to its snapshots later.
        if each.snapshots or each.outcome is not Outcome.PASSED
    }
    for file in files:
        yield from (
            path for path in sorted(folder_of(file).glob("*.txt")) if path not in used and path.is_file()
        )


def lost(folder: Path, *, leave_out: Sequence[str] = ()) -> Iterator[Path]:
    """Goldens below a folder whose script, or file of tests, is there no more.

    Args:
        folder: All of it was looked at.
        leave_out: Patterns of folders in it that were not.
    """
    for place, below, _ in os.walk(folder):
        below[:] = sorted(name for name in below if not any(fnmatch(name, each) for each in leave_out))
        if Path(place).name != FOLDER:
            continue
        beside = Path(place).parent
        for name in below:
            if not any((beside / script).is_file() for script in (f"{name}{SUFFIX}", name)):
                yield from filter(_is_golden, sorted(Path(place, name).glob("*.txt")))
        below.clear()


def shared(results: Iterable[Result]) -> Iterator[str]:
    """Scenarios, or tests, with one golden between them."""
    first: dict[Path, Result] = {}
    for result in results:
        if result.snapshots:
            other = first.setdefault(golden_path(result.file, result.name, result.row), result)
            if (other.name, other.row) != (result.name, result.row):
                yield f"{Path(result.file).name}: {other.name} and {result.name} would have one golden"


def write(results: Iterable[Result], unused: Iterable[Path]) -> int:
    """Write the goldens of the scenarios that passed and remove the unused, all of them or none.

    Returns:
        How many were written.

    Raises:
        GoldensUnwritableError: one cannot be written or removed.
    """
    unused = tuple(unused)
    for path in unused:
        if not os.access(path.parent, os.W_OK):
            raise GoldensUnwritableError(path, "it cannot be removed")
    texts = {
        golden_path(result.file, result.name, result.row): golden_text(result.snapshots)
        for result in results
        if result.outcome is Outcome.PASSED and result.snapshots
    }
    changed = {path: text for path, text in texts.items() if not _is_at(path, text)}
    with ExitStack() as undo:
        written = [(_beside(path, text, undo), path) for path, text in changed.items()]
        undo.pop_all()
    for new, path in written:
        new.replace(path)
    for path in unused:
        path.unlink()
    return len(changed)


def _beside(path: Path, text: str, undo: ExitStack) -> Path:
    """A golden in full, beside the place that it will take, and what takes it away again."""
    new = path.with_name(f".{path.name}.new")
    try:
        for folder in (path.parent.parent, path.parent):
            if not folder.is_dir():
                folder.mkdir()
                undo.callback(folder.rmdir)
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
        undo.callback(new.unlink, missing_ok=True)
        new.write_text(text, "utf-8")
    except FileExistsError as error:
        raise GoldensUnwritableError(error.filename, "a file is where a folder has to be") from None
    except IsADirectoryError:
        raise GoldensUnwritableError(path, "a folder is where a golden has to be") from None
    except OSError as error:
        raise GoldensUnwritableError(path, (error.strerror or "it cannot be written").lower()) from None
    return new


def _text_at(path: Path) -> str | None:
    """A golden; empty where there is none, None where it is no text."""
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        return None


def _is_golden(path: Path) -> bool:
    """Whether it was written here: others have folders of that name too, and they are none of ours to judge."""
    return re.match(rf"{_HEAD}.+\n{FIRST_WORD} ", _text_at(path) or "") is not None


def _is_at(path: Path, text: str) -> bool:
    return path.is_file() and _text_at(path) == text


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
    outcome = Outcome.FAILED if result.outcome is Outcome.PASSED else Outcome.KNOWN
    return replace(result, outcome=outcome, failure=failure)
