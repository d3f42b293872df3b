"""Scripts from disk: files and folders, read once, with all that they source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pos_emulator.keyscript.asked import NOTHING, Asked
from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.runner.errors import NothingSelected
from pos_emulator.keyscript.script import Script

SUFFIX = ".keys"


@dataclass(frozen=True, slots=True)
class Target:
    """What the command line names: a file or folder, and a line of the file; 0 is all of it."""

    path: Path
    line: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A script as text, with the text of every file that it sources: enough to read it anywhere."""

    file: str
    text: bytes = field(repr=False)
    sourced: tuple[tuple[str, bytes], ...] = field(repr=False)

    def parsed(self) -> Script:
        """The script again; its names were checked when it was read from disk."""
        return parse_script(self.text, file=self.file, load=self._load)

    def _load(self, path: str) -> bytes:
        for name, text in self.sourced:
            if name == path:
                return text
        raise FileNotFoundError(path)


def target_of(argument: str) -> Target:
    """`FILE`, `FOLDER` or `FILE:LINE`."""
    name, colon, line = argument.rpartition(":")
    if colon and line.isdecimal() and not Path(argument).exists():
        return Target(Path(name), int(line))
    return Target(Path(argument))


def files_of(targets: Iterable[Target]) -> dict[Path, frozenset[int]]:
    """Every script, each once, and the lines that were asked for; none is the whole file.

    Raises:
        NothingSelected: a file is not there, or a folder holds no scripts.
    """
    found: dict[Path, frozenset[int]] = {}
    whole: set[Path] = set()
    for target in targets:
        for path in _scripts(target):
            if target.line:
                found[path] = found.get(path, frozenset()) | {target.line}
            else:
                found.setdefault(path, frozenset())
                whole.add(path)
    return {path: frozenset() if path in whole else lines for path, lines in found.items()}


def source_at(path: Path, asked: Asked = NOTHING) -> tuple[Source, Script]:
    """Read a script and what it sources.

    Args:
        path: The script.
        asked: What it is to be played with in place of its own settings, and so checked against.

    Raises:
        ScriptError: all that is wrong with it.
        ProfileError: something is wrong with its profile.
        OSError: it cannot be read.
    """
    sourced: dict[str, bytes] = {}

    def load(name: str) -> bytes:
        sourced[name] = Path(name).read_bytes()
        return sourced[name]

    file, text = path.as_posix(), path.read_bytes()
    script = read_script(text, file=file, world_for=lambda own: world_for(asked.over(own)), load=load)
    return Source(file, text, tuple(sourced.items())), asked.over(script)


def _scripts(target: Target) -> Iterator[Path]:
    path = target.path
    if path.is_dir():
        found = sorted(each for each in path.rglob(f"*{SUFFIX}") if each.is_file())
        if not found:
            raise NothingSelected(f"{path}: no *{SUFFIX} in this folder; name another one")
        yield from found
    elif path.is_file():
        yield path
    else:
        raise NothingSelected(f"{path}: no such file or folder; check the name")
