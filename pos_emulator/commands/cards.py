"""``cards``: what the customers hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from pos_emulator.commands.command import Example, ExampleCommand, OneOf
from pos_emulator.commands.options import json_option, unmask_option

if TYPE_CHECKING:
    from pos_emulator.cards import TestCard

EXAMPLES = (
    Example("pos-emulator cards", "all of them, masked"),
    Example("pos-emulator cards demo-debit --unmask", "one with its number and PIN"),
)


def _names() -> tuple[str, ...]:
    from pos_emulator.cards import load_cards

    return tuple(load_cards())


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("name", type=OneOf("test card", _names), required=False, metavar="[NAME]")
@json_option
@unmask_option
def cards(name: str | None, as_json: bool, unmask: bool) -> None:
    """Show the test cards: published test numbers that are on no real card.

    BALANCE is what a debit card holds, or a credit card may still spend, at the mock host.
    """
    from pos_emulator.cards import card_named, load_cards
    from pos_emulator.commands.printing import print_json, print_pairs, print_table, yuan

    shown = tuple(load_cards().values()) if name is None else (card_named(name),)
    if as_json:
        plain = [plain_card(card, unmask=unmask) for card in shown]
        print_json({"cards": plain} if name is None else plain[0])
    elif name is None:
        print_table(
            ("NAME", "CARD", "EXPIRY", "PIN", "TYPE", "PRESENT BY", "BALANCE", "AT THE HOST"),
            [
                (
                    card.name,
                    _pan(card, unmask=unmask),
                    card.expiry,
                    _secret(card.pin, unmask=unmask),
                    card.type,
                    ", ".join(card.technologies),
                    yuan(card.balance),
                    card.behaviour.replace("_", " "),
                )
                for card in shown
            ],
            right=("BALANCE",),
        )
    else:
        print_pairs(
            (key.replace("_", " "), _text(value))
            for key, value in plain_card(shown[0], unmask=unmask).items()
        )


def plain_card(card: TestCard, *, unmask: bool) -> dict[str, Any]:
    """A card as JSON has it; number, track, PIN and chip data are starred unless ``unmask``."""
    return {
        "name": card.name,
        "pan": _pan(card, unmask=unmask),
        "expiry": card.expiry,
        "track2": _secret(card.track2, unmask=unmask),
        "pin": _secret(card.pin, unmask=unmask),
        "sequence": card.sequence,
        "technologies": list(card.technologies),
        "type": card.type,
        "issuer": card.issuer,
        "balance": card.balance,
        "behaviour": card.behaviour,
        "chip": bool(card.f55),
    }


def _pan(card: TestCard, *, unmask: bool) -> str:
    from iso8583_specs.masking import mask_pan

    return card.pan if unmask else mask_pan(card.pan)


def _secret(value: str, *, unmask: bool) -> str:
    return value if unmask else "*" * len(value)


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value))
        case int():
            from pos_emulator.commands.printing import yuan

            return yuan(value)
    return str(value)
