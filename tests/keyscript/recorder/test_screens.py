from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.recorder.screens import (
    PRINTING,
    WORKING,
    hides,
    is_busy,
    is_idle,
    takes_digits,
    typed_on,
)
from tests.keyscript.playing import script


def test_every_screen_that_is_named_is_one_of_the_product() -> None:
    screens = world_for(script('Scenario "s"\n  Enter\n')).screens
    assert screens.keys() >= WORKING | PRINTING


@pytest.mark.parametrize(
    ("screen", "typed"),
    [
        (Screen("void.voucher", fields={"typed": "99"}), "99"),
        (Screen("sale.amount", fields={"amount": 5800}), "5800"),
        (Screen("sale.amount", fields={"amount": 0}), ""),
        (Screen("refund.confirm", fields={"amount": 5800}), None),
        (Screen("sale.pin", fields={"amount": 5800, "stars": 3}), None),
    ],
    ids=lambda each: each.name if isinstance(each, Screen) else "",
)
def test_what_stands_in_the_row(screen: Screen, typed: str | None) -> None:
    assert typed_on(screen) == typed
    assert takes_digits(screen) is (typed is not None or screen.name == "sale.pin")


def test_what_hides_what_works_and_what_waits_for_anybody() -> None:
    assert hides(Screen("sale.pin", fields={"stars": 0}))
    assert hides(Screen("keys.component-1"))
    assert not hides(Screen("void.voucher", fields={"typed": ""}))
    assert [is_busy(Screen(name)) for name in ("host.receiving", "sale.approved", "slip.tear")] == [
        True,
        True,
        False,
    ]
    assert [is_idle(Screen(name)) for name in ("idle.new-day", "power.owed", "power.slip")] == [
        True,
        True,
        False,
    ]
