from __future__ import annotations

import pytest

from pos_emulator.pytest_plugin.desk import Desk, KeysFailed
from pos_emulator.pytest_plugin.keys import Keys
from pos_emulator.pytest_plugin.surroundings import Clock, Counter, Line
from pos_emulator.pytest_plugin.terminal import Terminal


def test_customers_and_cards(desk: Desk) -> None:
    counter = Counter(desk)
    counter.arrive("demo-chip", "demo-debit")
    assert set(counter.cards) == {"demo-chip", "demo-debit"}
    counter.present("demo-chip")
    assert counter.in_reader == "demo-chip"
    counter.remove()
    assert counter.in_reader == ""
    counter.leave(forgetting="demo-debit")
    assert list(counter.cards) == ["demo-debit"]
    counter.arrive()
    assert set(counter.cards) == {"demo-chip", "demo-debit"}


def test_what_cannot_happen_at_a_counter(desk: Desk) -> None:
    counter = Counter(desk)
    with pytest.raises(KeysFailed, match="nobody is at the counter"):
        counter.leave()
    with pytest.raises(KeysFailed, match="demo-debit is not at the counter"):
        counter.present("demo-debit")
    with pytest.raises(ValueError, match="there is no card 'demo-debt'; did you mean demo-debit"):
        counter.arrive("demo-debt")
    counter.arrive("demo-debit")
    with pytest.raises(ValueError, match="demo-debit cannot be read by tap"):
        counter.present("demo-debit", by="tap")
    with pytest.raises(KeysFailed, match="no card is in the reader"):
        counter.remove()


def test_what_the_counter_does_is_known_to_commands(desk: Desk, shop: Keys) -> None:
    Counter(desk).arrive("demo-chip")
    shop("Card insert demo-chip")
    assert Terminal(desk).screen.name == "sale.confirm-card"


def test_reader_and_paper(desk: Desk, shop: Keys) -> None:
    counter = Counter(desk)
    counter.spoil_reading()
    counter.present("demo-debit")
    assert Terminal(desk).screen.name != "sale.amount"
    counter.paper("out")
    shop("Keys Cancel\nSale 10.00 as $sale")
    assert "缺纸" in Terminal(desk).screens
    with pytest.raises(ValueError, match="crumpled"):
        counter.paper("crumpled")  # type: ignore[arg-type]


def test_messages_and_octets(desk: Desk, shop: Keys) -> None:
    line = Line(desk)
    shop("Sale 58.00 as $sale")
    assert [message.mti for message in line.sent][-1] == "0200"
    assert line.sent[-1][4] == "000000005800"
    assert line.received[-1][39] == "00"
    assert any(octets.startswith(b"\x02") for _, octets in line.wire)


def test_a_fault_with_an_argument(desk: Desk, shop: Keys) -> None:
    Line(desk).fault("cut", "request", 20, every=True)
    shop("Sale 10.00 as $cut\nExpect Record $cut owed\nExpect Ledger $cut absent")


def test_a_fault_in_one_exchange_until_the_line_is_clean(desk: Desk, shop: Keys) -> None:
    line = Line(desk)
    line.drop("response", every=True, mti="0200")
    shop("Sale 58.00 as $sale\nExpect Record $sale owed\nClock +60s\nEnter\nExpect Record $sale failed")
    line.clean()
    shop("Sale 20.00 as $clean\nExpect Record $clean approved")
    with pytest.raises(ValueError, match="there is no request '9999'"):
        line.drop("request", mti="9999")


def test_the_plug(desk: Desk, shop: Keys) -> None:
    line = Line(desk)
    line.unplug()
    assert "line" not in Terminal(desk).screen.lamps
    line.plug()
    shop("Sale 58.00 as $sale\nExpect Record $sale approved")


def test_time(desk: Desk, shop: Keys) -> None:
    clock = Clock(desk)
    began = clock.now
    clock.forward(90)
    assert (clock.now - began).total_seconds() == 90
    clock.next_day()
    assert (clock.now.date() - began.date()).days == 1
    with pytest.raises(KeysFailed, match="no prompt or host timer runs"):
        clock.to_timer()
    shop("Menu sale")
    clock.to_timer()
    assert Terminal(desk).screen.name == "prompt.timeout"
