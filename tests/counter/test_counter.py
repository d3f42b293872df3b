from __future__ import annotations

import pytest

from pos_emulator.counter.counter import Counter, CounterError, Place
from pos_emulator.firmware.peripherals import (
    CardFailed,
    CardRead,
    CardRemoved,
    Entry,
    LineConnected,
    LineLost,
    Printer,
    PrinterReported,
    Slip,
)


@pytest.fixture
def counter() -> Counter:
    counter = Counter()
    counter.arrive("demo-debit", "demo-chip", "demo-contactless")
    return counter


def test_a_stripe_gives_track_2_and_no_chip_data(counter: Counter) -> None:
    (event,) = counter.present("demo-debit")
    assert isinstance(event, CardRead)
    card = event.card
    assert (card.entry, card.pan.digits, card.expiry) == (Entry.SWIPE, "6224242300000069", "3012")
    assert card.track2 is not None
    assert card.track2.reveal() == "6224242300000069D30121200000012300000"
    assert (card.sequence, card.chip) == ("", b"")
    assert counter.cards["demo-debit"] is Place.WITH_CUSTOMER


def test_a_chip_stays_in_the_reader_until_it_is_removed(counter: Counter) -> None:
    (event,) = counter.present("demo-chip")
    assert isinstance(event, CardRead)
    assert (event.card.entry, event.card.sequence) == (Entry.INSERT, "001")
    assert event.card.chip[:2] == bytes.fromhex("9F26")
    assert counter.in_reader == "demo-chip"
    with pytest.raises(CounterError, match="demo-chip is in the reader"):
        counter.present("demo-debit")
    assert counter.remove() == (CardRemoved(),)
    assert counter.in_reader == ""
    with pytest.raises(CounterError, match="no card is in the reader"):
        counter.remove()


def test_a_card_is_read_the_way_it_can_be(counter: Counter) -> None:
    (event,) = counter.present("demo-contactless", "tap")
    assert isinstance(event, CardRead)
    assert event.card.entry is Entry.TAP
    assert counter.in_reader == ""
    with pytest.raises(CounterError, match="cannot be read by tap; it takes swipe"):
        counter.present("demo-debit", "tap")


def test_the_customer_takes_the_cards_along(counter: Counter) -> None:
    counter.present("demo-chip")
    assert counter.leave() == (CardRemoved(),)
    assert set(counter.cards.values()) == {Place.GONE}
    assert counter.at_hand == ()
    with pytest.raises(CounterError, match="its customer must arrive first"):
        counter.present("demo-debit")
    with pytest.raises(CounterError, match="nobody is at the counter"):
        counter.leave()


def test_a_forgotten_card_stays_on_the_counter(counter: Counter) -> None:
    counter.leave(forgetting="demo-debit")
    assert counter.at_hand == ("demo-debit",)
    assert counter.cards["demo-debit"] is Place.FORGOTTEN
    (event,) = counter.present("demo-debit")
    assert isinstance(event, CardRead)


def test_a_card_forgotten_in_the_reader_stays_in_it(counter: Counter) -> None:
    counter.present("demo-chip")
    assert counter.leave(forgetting="demo-chip") == ()
    assert counter.in_reader == "demo-chip"
    counter.remove()
    assert counter.cards["demo-chip"] is Place.FORGOTTEN


def test_only_a_card_that_is_here_is_forgotten(counter: Counter) -> None:
    with pytest.raises(CounterError, match="demo-silent is not here to be forgotten"):
        counter.leave(forgetting="demo-silent")
    assert counter.customer_here


def test_who_comes_back_brings_what_was_taken_away(counter: Counter) -> None:
    counter.leave(forgetting="demo-debit")
    counter.arrive()
    assert counter.cards["demo-chip"] is Place.WITH_CUSTOMER
    assert counter.cards["demo-debit"] is Place.FORGOTTEN


def test_an_unknown_card_is_refused_with_a_hint(counter: Counter) -> None:
    with pytest.raises(CounterError, match="did you mean demo-debit"):
        counter.arrive("demo-debti")
    with pytest.raises(CounterError, match="no test card"):
        counter.present("nothing-of-the-kind")


def test_a_faulty_reader_fails_once(counter: Counter) -> None:
    counter.reader_faulty = True
    assert counter.present("demo-debit") == (CardFailed(),)
    (event,) = counter.present("demo-debit")
    assert isinstance(event, CardRead)


def test_the_plug(counter: Counter) -> None:
    assert counter.plug() == ()
    assert counter.unplug() == (LineLost(),)
    assert counter.unplug() == ()
    assert counter.plug() == (LineConnected(),)


@pytest.mark.parametrize("state", [Printer.NO_PAPER, Printer.JAM], ids=["no-paper", "jam"])
def test_only_a_printed_slip_is_on_the_roll(counter: Counter, state: Printer) -> None:
    first, second = Slip("merchant", ("1",)), Slip("customer", ("2",))
    counter.paper = state
    assert counter.print_slip(first) == PrinterReported(state)
    assert counter.roll == []
    counter.paper = Printer.PRINTED
    assert counter.print_slip(second) == PrinterReported(Printer.PRINTED)
    assert counter.roll == [second]
