"""What a key or a button does at the counter."""

from __future__ import annotations

from pos_emulator.cards import load_cards
from pos_emulator.counter.counter import Counter, Place
from pos_emulator.firmware.peripherals import Printer
from pos_emulator.tui.live import Live
from pos_emulator.tui.words import word


def next_card(counter: Counter, chosen: str) -> str:
    """The card after the chosen one among those that are here; empty where there is none."""
    here = [name for name, place in counter.cards.items() if place is not Place.GONE]
    if not here:
        return ""
    return here[(here.index(chosen) + 1) % len(here)] if chosen in here else here[0]


def perform(live: Live, act: str, *, card: str) -> None:
    """Do one act at the counter.

    Raises:
        CounterError: it cannot happen there.
    """
    counter = live.counter
    match act:
        case "swipe" | "insert" | "tap":
            live.present(card, act)
        case "remove":
            live.remove_card()
        case "go":
            live.leave()
        case "forget":
            live.leave(forgetting=card)
        case "back":
            live.arrive(*(() if counter.cards else load_cards()))
        case "line" if counter.plugged:
            live.unplug()
        case "line":
            live.plug()
        case "paper":
            live.set_paper(Printer.NO_PAPER if counter.paper is Printer.PRINTED else Printer.PRINTED)
        case "jam":
            live.set_paper(Printer.JAM)
        case "power":
            live.power(not live.powered)
        case "day":
            live.next_day()
        case _:
            raise AssertionError(act)


def done_words(live: Live, act: str, *, card: str, lang: str) -> str:
    """What to say after an act."""
    counter = live.counter
    return word(
        f"done.{act}",
        lang,
        card=card,
        line=word("plugged" if counter.plugged else "unplugged", lang),
        paper=word(f"paper.{counter.paper.value}", lang),
        power=word("on" if live.powered else "off", lang),
    )
