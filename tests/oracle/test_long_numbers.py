from __future__ import annotations

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.oracle.long_numbers import LongNumbers

PAN = "6224242300000069"


def test_long_numbers_in_rows_and_fields_each_screen_once() -> None:
    numbers = LongNumbers()
    screens = [(0, Screen("a", ("622424******0069", "123456789012")))]
    numbers.read(screens)
    assert numbers.found == set()
    screens.append((3, Screen("b", (), {"typed": PAN})))
    numbers.read(screens)
    assert numbers.found == {PAN}
    numbers.found.clear()
    numbers.read(screens)
    assert numbers.found == set()


def test_rows_do_not_run_together() -> None:
    numbers = LongNumbers()
    numbers.read([(0, Screen("a", ("12345678", "90123456")))])
    assert numbers.found == set()
