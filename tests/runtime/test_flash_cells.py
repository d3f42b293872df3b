from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.records import SignedOn, Tries
from pos_emulator.firmware.state import Cell, State, Table
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.flash_cells import CELLS, TABLES, check_cells
from tests.commands.shop import REVERSAL, SALE

PATH = Path("/shop/terminal.db")


def test_knows_every_cell_and_table_of_the_state() -> None:
    assert {cell._area for cell in vars(State).values() if isinstance(cell, Cell)} == CELLS.keys()
    tables = vars(State(MemoryFlash())).values()
    assert {table._area for table in tables if isinstance(table, Table)} == TABLES.keys()


def test_takes_every_default_of_the_state() -> None:
    flash = MemoryFlash()
    for cell in vars(State).values():
        if isinstance(cell, Cell) and cell._default is not None:
            flash.put(cell._area, cell._default)
    check_cells(flash, PATH)


def test_takes_what_belongs_there() -> None:
    flash = MemoryFlash()
    flash.put("batch", SALE, SALE.voucher)
    flash.put("owed", REVERSAL)
    flash.put("by-hand", REVERSAL, "000001000016")
    flash.put("closed-by-hand", ("a line",), "000001")
    flash.put("unknown", 1)
    check_cells(flash, PATH)


@pytest.mark.parametrize(
    ("area", "key", "value"),
    [
        ("batch-number", "", ()),
        ("batch-number", "", True),
        ("batch-number", "", 0),
        ("next-stan", "", 1_000_000),
        ("memory-story", "", 4),
        ("needs-sign-on", "", 1),
        ("signed-on", "", Tries()),
        ("last-settlement", "", (1,)),
        ("closed-by-hand", "000001", ("a line", 2)),
        ("batch", "000001", SignedOn("01", "1121")),
        ("batch", "", SALE),
        ("by-hand", "000001000001", SALE),
        ("lang", "x", "zh"),
    ],
)
def test_a_cell_of_another_type_is_named_and_not_shown(area: str, key: str, value: object) -> None:
    flash = MemoryFlash()
    flash.put(area, value, key)
    with pytest.raises(FlashError) as caught:
        check_cells(flash, PATH)
    name = f"{area} {key}".rstrip()
    assert str(caught.value).startswith(
        f"{PATH}: the cell {name!r} holds what does not belong there; restore"
    )
