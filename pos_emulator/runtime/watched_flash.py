"""Flash that remembers whether a step kept anything, for those who show the books."""

from __future__ import annotations

from collections.abc import Iterator

from pos_emulator.firmware.flash import Flash


class WatchedFlash:
    """Another flash, and whether anything was kept since `take_changed`."""

    def __init__(self, flash: Flash) -> None:
        self._changed = False
        self._flash = flash

    def take_changed(self) -> bool:
        """Whether a commit kept something since this was asked last."""
        changed, self._changed = self._changed, False
        return changed

    def get(self, area: str, key: str = "") -> object | None:
        """See `Flash`."""
        return self._flash.get(area, key)

    def put(self, area: str, value: object, key: str = "") -> None:
        """See `Flash`."""
        self._flash.put(area, value, key)

    def delete(self, area: str, key: str = "") -> None:
        """See `Flash`."""
        self._flash.delete(area, key)

    def keys(self, area: str) -> Iterator[str]:
        """See `Flash`."""
        return self._flash.keys(area)

    def count(self, area: str) -> int:
        """See `Flash`."""
        return self._flash.count(area)

    def everything(self) -> Iterator[object]:
        """See `Flash`."""
        return self._flash.everything()

    @property
    def pending(self) -> bool:
        """See `Flash`."""
        return self._flash.pending

    def commit(self) -> bool:
        """See `Flash`."""
        kept = self._flash.commit()
        self._changed |= kept
        return kept

    def discard(self) -> None:
        """See `Flash`."""
        self._flash.discard()
