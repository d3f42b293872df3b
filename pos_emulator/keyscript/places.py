"""Where something stands in a script."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A stretch of one line of one file; lines and columns count from 1, columns in characters.

    ``text`` is the whole line, with the ``<column>`` of Examples already replaced; ``row`` says by
    which of its rows, 0 where none was.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    width: int = 1
    text: str = ""
    row: int = 0

    def at(self, column: int, width: int = 1) -> Place:
        """Another stretch of the same line."""
        # `Place(...)` takes twice as long, and every step of a script has a place.
        return tuple.__new__(Place, (self.file, self.line, column, width, self.text, self.row))

    @property
    def whole(self) -> Place:
        """The line from its first character to its last, blanks around it left out."""
        stripped = self.text.strip(" \t")
        return self.at(1 + len(self.text) - len(self.text.lstrip(" \t")), max(1, len(stripped)))


NOWHERE = Place()
"""The place of a step that no file holds."""
