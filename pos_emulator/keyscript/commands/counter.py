"""What happens on the counter."""

from __future__ import annotations

from functools import partial

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands.command import Command, later
from pos_emulator.keyscript.commands.moves import WAYS
from pos_emulator.keyscript.steps.counter import (
    CustomerArrives,
    CustomerLeaves,
    Paper,
    PaperState,
    PlugLine,
    Power,
    PresentCard,
    ReaderFault,
    RemoveCard,
)
from pos_emulator.keyscript.steps.moves import Way

_A_CARD = "the name of a card such as demo-debit"


def _arrives(arguments: Arguments) -> CustomerArrives:
    arguments.keyword("holding")
    cards = [arguments.word(_A_CARD)]
    while arguments.more:
        cards.append(arguments.word(_A_CARD))
    return CustomerArrives(tuple(cards), place=arguments.place)


def _leaves(arguments: Arguments) -> CustomerLeaves:
    forgetting = ""
    if arguments.more:
        arguments.keyword("forgetting")
        forgetting = arguments.word(_A_CARD)
    return CustomerLeaves(forgetting, place=arguments.place)


def _reader_fault(arguments: Arguments) -> ReaderFault:
    return ReaderFault(place=arguments.place)


def _present(way: Way, arguments: Arguments) -> PresentCard:
    return PresentCard(way, arguments.word(_A_CARD), place=arguments.place)


def _remove(arguments: Arguments) -> RemoveCard:
    return RemoveCard(arguments.word(_A_CARD), place=arguments.place)


def _paper(state: PaperState, arguments: Arguments) -> Paper:
    return Paper(state, place=arguments.place)


def _power(on: bool, arguments: Arguments) -> Power:
    return Power(on, place=arguments.place)


def _plug(plugged: bool, arguments: Arguments) -> PlugLine:
    return PlugLine(plugged, place=arguments.place)


_PAPER = {
    PaperState.OUT: "The printer has no paper from now on.",
    PaperState.LOAD: "Paper is loaded, a jam is cleared.",
    PaperState.JAM: "The paper jams from now on.",
}

COMMANDS = (
    Command(
        "Customer arrives", ("Customer arrives holding CARD...",), "A customer comes, or comes back, with cards.",
        "Customer arrives holding demo-debit", _arrives,
    ),
    Command(
        "Customer leaves", ("Customer leaves [forgetting CARD]",), "The customer goes, the cards too.",
        "Customer leaves forgetting demo-chip", _leaves,
    ),
    Command("Reader fault", ("Reader fault",), "The next card cannot be read.", "Reader fault", _reader_fault),
    *(
        Command(
            f"Card {way}", (f"Card {way} NAME",), f"The customer's card: {way} it.", f"Card {way} {card}",
            partial(_present, WAYS[way]),
        )
        for way, card in (("insert", "demo-chip"), ("swipe", "demo-debit"), ("tap", "demo-contactless"))
    ),
    Command("Card remove", ("Card remove NAME",), "A chip card leaves the reader.", "Card remove demo-chip", _remove),
    later("Scan", "Scan CODE", "A code is held to the scanner.", since="scanner"),
    *(
        Command(f"Paper {s.value}", (f"Paper {s.value}",), says, f"Paper {s.value}", partial(_paper, s))
        for s, says in _PAPER.items()
    ),
    Command("Power cut", ("Power cut",), "The plug is pulled.", "Power cut", partial(_power, False)),
    Command("Power on", ("Power on",), "The terminal is switched on.", "Power on", partial(_power, True)),
    Command("Line unplug", ("Line unplug",), "The line is pulled out.", "Line unplug", partial(_plug, False)),
    Command("Line plug", ("Line plug",), "The line is back.", "Line plug", partial(_plug, True)),
)  # fmt: skip
