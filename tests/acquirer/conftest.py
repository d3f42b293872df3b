from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from tests.acquirer.balanced import watched
from tests.acquirer.till import Till, till_on


class FixedId:
    """Gives every ledger of these tests the same id."""

    def octets(self, count: int) -> bytes:
        return bytes.fromhex("00112233445566aa")[:count]


@pytest.fixture(params=["memory", "sqlite"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """The same tests for both forms of the ledger."""
    if request.param == "memory":
        yield watched(MemoryLedger("00112233445566aa"))
        return
    on_disk = open_ledger(tmp_path / "ledger.db", entropy=FixedId())
    yield watched(on_disk)
    on_disk.close()


@pytest.fixture
def till(ledger: Ledger) -> Till:
    return till_on(ledger)
