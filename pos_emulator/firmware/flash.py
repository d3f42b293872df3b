"""Flash: what survives power loss. A port; its SQLite form is `runtime/flash_sqlite.py`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Protocol

Address = tuple[str, str]
"""An area and a key within it, ("batch", "000012")."""

_NOT_WRITTEN = object()
"""In place of None, which is written to empty a cell."""

_NOTHING: Mapping[str, object] = MappingProxyType({})


class Flash(Protocol):
    """Cells of immutable values: written at any time, kept by `commit`, all of a step or nothing."""

    def get(self, area: str, key: str = "") -> object | None:
        """The value in a cell, as last written; None where there is none."""

    def put(self, area: str, value: object, key: str = "") -> None:
        """Write a cell: a record of `records.py`, a str, int, float, bool or bytes."""

    def delete(self, area: str, key: str = "") -> None:
        """Empty a cell."""

    def keys(self, area: str) -> Iterator[str]:
        """The keys of an area in the order they were first written."""

    def count(self, area: str) -> int:
        """How many cells of an area are not empty."""

    def everything(self) -> Iterator[object]:
        """The keys and values of all areas, whatever they are, in no order: for a search."""

    @property
    def pending(self) -> bool:
        """Whether anything was written since the last commit."""

    def commit(self) -> bool:
        """Keep everything written since the last commit, as one; False where there was nothing."""

    def discard(self) -> None:
        """Forget everything written since the last commit: the power went."""


class MemoryFlash:
    """Flash in memory: for virtual time, and for terminals that are thrown away."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, object]] = {}
        self._written: dict[Address, object | None] = {}

    def get(self, area: str, key: str = "") -> object | None:
        """See `Flash`."""
        if self._written:
            value = self._written.get((area, key), _NOT_WRITTEN)
            if value is not _NOT_WRITTEN:
                return value
        cells = self._kept.get(area)
        return None if cells is None else cells.get(key)

    def put(self, area: str, value: object, key: str = "") -> None:
        """See `Flash`."""
        self._written[area, key] = value

    def delete(self, area: str, key: str = "") -> None:
        """See `Flash`."""
        self._written[area, key] = None

    def keys(self, area: str) -> Iterator[str]:
        """See `Flash`."""
        kept = self._kept.get(area, _NOTHING)
        if not self._written:
            yield from kept
            return
        yield from (key for key in kept if self._written.get((area, key), kept[key]) is not None)
        for (other, key), value in self._written.items():
            if other == area and value is not None and key not in kept:
                yield key

    def count(self, area: str) -> int:
        """See `Flash`."""
        kept = self._kept.get(area, _NOTHING)
        count = len(kept)
        for (other, key), value in self._written.items():
            if other == area:
                count += (value is not None) - (key in kept)
        return count

    def everything(self) -> Iterator[object]:
        """See `Flash`."""
        for cells in self._kept.values():
            yield from cells
            yield from cells.values()
        for (_, key), value in self._written.items():
            yield from (key, value)

    @property
    def pending(self) -> bool:
        """See `Flash`."""
        return bool(self._written)

    def commit(self) -> bool:
        """See `Flash`."""
        if not self._written:
            return False
        for (area, key), value in self._written.items():
            if value is None:
                self._kept.get(area, {}).pop(key, None)
            else:
                self._kept.setdefault(area, {})[key] = value
        self._written.clear()
        return True

    def discard(self) -> None:
        """See `Flash`."""
        self._written.clear()

    def copy(self) -> MemoryFlash:
        """What is kept, as another flash: a saved point."""
        other = MemoryFlash()
        other._kept = {area: dict(cells) for area, cells in self._kept.items()}
        return other

    def copy_into(self, other: Flash) -> None:
        """Write what is kept into another flash, which is to commit it."""
        for area, cells in self._kept.items():
            for key, value in cells.items():
                other.put(area, value, key)
