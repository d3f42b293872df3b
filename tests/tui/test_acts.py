from __future__ import annotations

import pytest

from pos_emulator.counter.counter import CounterError, Place
from pos_emulator.firmware.peripherals import Printer
from pos_emulator.tui.acts import next_card, perform
from tests.tui.fake_live import FakeLive


@pytest.fixture
def live() -> FakeLive:
    live = FakeLive()
    live.arrive("demo-debit", "demo-chip")
    live.acts.clear()
    return live


@pytest.mark.parametrize(
    ("acts", "done"),
    [
        (["swipe"], ["swipe demo-chip"]),
        (["insert", "remove"], ["insert demo-chip", "remove"]),
        (["go", "back"], ["leave", "arrive"]),
        (["forget"], ["leave demo-chip"]),
        (["line", "line"], ["unplug", "plug"]),
        (["paper", "paper"], ["no paper", "printed"]),
        (["jam", "paper"], ["jam", "printed"]),
        (["power", "day"], ["power", "day"]),
    ],
)
def test_an_act_is_done_at_the_counter(live: FakeLive, acts: list[str], done: list[str]) -> None:
    for act in acts:
        perform(live, act, card="demo-chip")
    assert live.acts == done


def test_a_first_customer_brings_every_card() -> None:
    live = FakeLive()
    perform(live, "back", card="")
    assert live.counter.customer_here
    assert len(live.counter.cards) == 8


def test_what_cannot_happen_is_refused(live: FakeLive) -> None:
    with pytest.raises(CounterError):
        perform(live, "tap", card="demo-chip")
    assert live.counter.paper is Printer.PRINTED


def test_cards_are_chosen_in_turn_among_those_that_are_here(live: FakeLive) -> None:
    counter = live.counter
    assert next_card(counter, "demo-debit") == "demo-chip"
    assert next_card(counter, "demo-chip") == "demo-debit"
    counter.cards["demo-debit"] = Place.GONE
    assert next_card(counter, "demo-debit") == "demo-chip"
    counter.cards["demo-chip"] = Place.GONE
    assert next_card(counter, "demo-chip") == ""
