from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_emulator.acquirer.ledger_memory import MemoryLedger
from tests.acquirer.processes import DeviceEnd, FarTill, HostProcess
from tests.acquirer.till import silent_till_on


@pytest.fixture(scope="module")
def open_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A state folder whose acquirer runs, with a sale of 58.00 and its void in the books."""
    state = tmp_path_factory.mktemp("shop")
    with HostProcess(state / "acquirer", "--line", "pty") as process:
        far = DeviceEnd(process.ready["device"])
        till = FarTill.over(far, silent_till_on(MemoryLedger("unused")), acknowledges=True)
        till.sign_on()
        till.void(till.sale(5800))
        yield state
        far.close()
        assert process.terminate() == 0
