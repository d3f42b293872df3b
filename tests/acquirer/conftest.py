from __future__ import annotations

import pytest

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from tests.acquirer.till import Till, till_on


@pytest.fixture
def ledger() -> Ledger:
    return MemoryLedger("00112233445566aa")


@pytest.fixture
def till(ledger: Ledger) -> Till:
    return till_on(ledger)
