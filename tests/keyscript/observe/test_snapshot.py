from __future__ import annotations

from pos_emulator.firmware.peripherals import Lamp, Screen, Slip
from pos_emulator.keyscript.observe.snapshot import snapshot_text


def test_a_moment_as_text() -> None:
    screen = Screen(
        "sale.amount", ("消费            ", "            5.00"), {"amount": 500}, frozenset({Lamp.LINE})
    )
    assert snapshot_text(screen, [Slip("merchant", ("消费      ", "5.00"), "000003")]) == (
        "screen sale.amount\n"
        "|消费            |\n"
        "|            5.00|\n"
        "lamp line\n"
        "field amount = 500\n"
        "slip merchant\n"
        "|消费\n"
        "|5.00\n"
    )
