"""What this package raises.

::

    SpecError               anything wrong with a message, a sub-element or a dialect
      ElementError          one element does not fit its declaration: .dialect .number .offset
      KindError             the elements do not make up a kind: .dialect .kind .number

No text here ever holds the value of an element: card numbers and keys pass through this package,
and exception texts end in logs.
"""

from __future__ import annotations


class SpecError(Exception):
    """Something does not fit its specification."""


class ElementError(SpecError):
    """One data element (0: the MTI, 1: the bitmap) does not fit what the dialect declares.

    Attributes:
        dialect: Name of the dialect.
        number: The element; 0 stands for the MTI, 1 for the bitmap.
        offset: Where the element begins, in bytes from the MTI, its length prefix included.
        complaint: What was expected and what was found, without the value.
    """

    def __init__(self, dialect: str, number: int, *, name: str, offset: int, complaint: str) -> None:
        label = name if number < 2 else f"DE{number} {name}".rstrip()
        super().__init__(f"{dialect}: {label} at byte {offset}: {complaint}")
        self.dialect = dialect
        self.number = number
        self.offset = offset
        self.complaint = complaint


class KindError(SpecError):
    """The elements of a message do not make up a kind of the dialect.

    Attributes:
        dialect: Name of the dialect.
        kind: Name of the kind, or None when the message is of no kind at all.
        number: The element that is missing or one too many, or None.
    """

    def __init__(
        self, dialect: str, complaint: str, *, kind: str | None = None, number: int | None = None
    ) -> None:
        super().__init__(f"{dialect}: {complaint}")
        self.dialect = dialect
        self.kind = kind
        self.number = number
