"""A keypad script as a file of tests. It is read only where its tests are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pos_emulator.pytest_plugin.keys_items import KeysItem


class KeysFile(pytest.File):
    """One `*.keys` file."""

    def collect(self) -> Iterator[KeysItem]:
        """Its scenarios.

        Raises:
            CollectError: it does not parse or check.
        """
        from pos_emulator.pytest_plugin.keys_items import items_of

        return items_of(self)
