"""The fixture `keys`: commands of the script language, from a test."""

from __future__ import annotations

from pathlib import Path

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.runner.kept import Kept
from pos_emulator.keyscript.runner.sources import SUFFIX
from pos_emulator.pytest_plugin.desk import Desk


class Keys:
    """Carries out commands; `keys["$sale"]` is what was saved.

    Args:
        desk: Where.
        folder: Where paths begin.
    """

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk = desk
        self._folder = folder

    def __repr__(self) -> str:
        return "<keys>"

    def __call__(self, commands: str | Path, *, scenario: str = "") -> None:
        """Carry out one command, several lines, or a file: its background and its scenario.

        All of it is checked before a key is pressed.

        Args:
            commands: The commands, or a path from the folder of the test that ends in `.keys`.
            scenario: Which one, of a file with several.

        Raises:
            ScriptError: something is wrong with it: line, column and caret.
            KeysFailed: something did not go as it says: the screens beside what was expected, the last
                keys, the messages, the ledger.
            ValueError: the file does not fit: another profile, or several scenarios and none named.
        """
        __tracebackhide__ = True
        try:
            if isinstance(commands, Path) or _is_path(commands):
                self._desk.run_file(self._folder / commands, scenario)
            else:
                self._desk.run(commands)
        except ScriptError as error:
            # Where in the reader it was found is of no use to who wrote it.
            raise error.with_traceback(None) from None

    def __getitem__(self, name: str) -> Kept:
        """A saved transaction: `.voucher .batch .rrn .date .amount .approval`.

        Raises:
            KeysFailed: nothing was sent under this name.
        """
        __tracebackhide__ = True
        return self._desk.kept(name)


def _is_path(commands: str) -> bool:
    return "\n" not in commands.strip() and commands.strip().endswith(SUFFIX)
