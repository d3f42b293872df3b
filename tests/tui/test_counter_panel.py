from __future__ import annotations

import pytest

from pos_emulator.cards import load_cards
from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.peripherals import Printer
from pos_emulator.texts.layout import cells
from pos_emulator.tui.counter_panel import CounterPanel, CounterView
from pos_emulator.tui.lines import LinesView
from tests.tui.window import has, text_of, window


def panel(counter: Counter, lang: str = "en", *, chosen: str = "", powered: bool = True) -> CounterPanel:
    panel = CounterPanel(id="counter")
    panel.set_reactive(LinesView.lang, lang)
    panel.set_reactive(CounterPanel.view, CounterView.of(counter, powered=powered, chosen=chosen))
    return panel


@pytest.fixture
def counter() -> Counter:
    counter = Counter()
    counter.arrive("demo-debit", "demo-chip", "demo-contactless")
    return counter


def test_cards_with_the_end_of_their_number_and_the_keys_they_take(counter: Counter) -> None:
    rows = text_of(panel(counter, chosen="demo-chip").lines(53))
    assert rows[0] == "The customer is here   Reader empty"
    assert any("demo-debit       0069 s··" in row for row in rows)
    assert any("▸demo-chip        0005 si·" in row for row in rows)
    assert any("demo-contactless 0018 ·it" in row for row in rows)


def test_a_forgotten_card_stands_out_and_one_that_is_gone_steps_back(counter: Counter) -> None:
    counter.leave(forgetting="demo-chip")
    inks = {
        bit.action: bit.ink for row in panel(counter).lines(53) for bit in row.bits if "choose" in bit.action
    }
    assert inks["app.choose('demo-chip')"] == "warn"
    assert inks["app.choose('demo-debit')"] == "dim"


def test_what_is_not_as_it_should_be_stands_out(counter: Counter) -> None:
    counter.paper = Printer.NO_PAPER
    counter.unplug()
    bad = {
        bit.text
        for row in panel(counter, powered=False).lines(53)
        for bit in row.bits
        if bit.ink == "bad" and bit.text
    }
    assert bad == {"OUT", "UNPLUGGED", "OFF"}


def test_no_pin_and_no_whole_number_is_shown(counter: Counter) -> None:
    shown = "\n".join(text_of(panel(counter).lines(53)))
    for secret in ("123456", "135790", "112233", "6224242300000069"):
        assert secret not in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_stay_within_the_narrowest_panel(lang: str) -> None:
    counter = Counter()
    counter.arrive("demo-debit", "demo-contactless")
    for row in panel(counter, lang).lines(53):
        assert sum(cells(bit.text) for bit in row.bits) <= 53


def test_where_two_have_no_room_cards_stand_one_below_the_other(counter: Counter) -> None:
    rows = text_of(panel(counter).lines(43))
    assert sum(row[-3:] in ("s··", "si·", "·it") for row in rows) == 0
    assert [row.split()[-2:] for row in rows[1:4]] == [["in", "hand"]] * 3


@pytest.mark.asyncio
async def test_a_higher_window_shows_where_each_card_is() -> None:
    async with window((160, 50), "en") as (pilot, app, _live):
        for size in ((100, 32), (160, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert has(app, "0069 s·· in hand")
        for name, card in load_cards().items():
            assert has(app, f"{name:<17}{card.pan[-4:]}"), name


def test_the_wanted_act_stands_out(counter: Counter) -> None:
    shown = panel(counter)
    shown.set_reactive(CounterPanel.wanted, "swipe")
    inks = {
        bit.action: bit.ink for row in shown.lines(53) for bit in row.bits if bit.action.startswith("app.act")
    }
    assert [action for action, ink in inks.items() if ink == "todo"] == ["app.act('swipe')"]
