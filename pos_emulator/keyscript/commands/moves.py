"""Moves: from idle to idle on the real keys."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.errors import (
    BadArgument,
    MissingValue,
    NotYet,
    UnknownName,
    close_to,
    hint_for,
    quoted,
)
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.steps.moves import ChooseMenu, Logon, Refund, Sale, Settle, Unlock, Void, Way
from pos_emulator.keyscript.values import Amount

WAYS: dict[str, Way] = {"swipe": "swipe", "insert": "insert", "tap": "tap"}
_MOST_REASON = 6


@dataclass(frozen=True, slots=True)
class _Option:
    value: str
    place: Place


def _menu(arguments: Arguments) -> ChooseMenu:
    return ChooseMenu(arguments.word("an entry of the menus such as void"), place=arguments.place)


def _logon(arguments: Arguments) -> Logon:
    number = arguments.word("an operator's number such as 01")
    if not re.fullmatch("[0-9]{2}", number):
        raise arguments.wrong("an operator's number such as 01")
    return Logon(number, place=arguments.place)


def _sale(arguments: Arguments) -> Sale:
    amount = _some(arguments)
    options, save_as = _options(arguments, ("card", "by"))
    card, by = options.get("card"), options.get("by")
    if by is not None and by.value == "key":
        problem = "by=key comes with the capability keyed-cards"
        raise NotYet(by.place, problem, hint="expected swipe, insert or tap")
    if by is not None and by.value not in WAYS:
        raise BadArgument(by.place, "expected by=swipe, insert, tap or key", hint=close_to(by.value, WAYS))
    way = WAYS[by.value] if by else None
    return Sale(amount, card.value if card else "", way, save_as, place=arguments.place)


def _void(arguments: Arguments) -> Void:
    return Void(arguments.saved("a saved sale such as $sale"), place=arguments.place)


def _refund(arguments: Arguments) -> Refund:
    sale = arguments.saved("a saved sale such as $sale")
    amount = _some(arguments)
    options, save_as = _options(arguments, ("reason",))
    reason = options.get("reason")
    if reason is not None and not re.fullmatch(f"[1-{_MOST_REASON}]", reason.value):
        raise BadArgument(reason.place, f"expected reason=1 to {_MOST_REASON}")
    number = int(reason.value) if reason else None
    return Refund(sale, amount, number, save_as, place=arguments.place)


def _settle(arguments: Arguments) -> Settle:
    return Settle(place=arguments.place)


def _unlock(arguments: Arguments) -> Unlock:
    return Unlock(place=arguments.place)


def _some(arguments: Arguments) -> Amount:
    amount = arguments.amount()
    if amount == 0:
        raise BadArgument(
            arguments.here, f"{arguments.command} moves money: 0.00 is none", hint="press the keys for it"
        )
    return amount


def _options(arguments: Arguments, names: tuple[str, ...]) -> tuple[dict[str, _Option], str]:
    """`name=value` in any order, each once, and `as $x`."""
    options: dict[str, _Option] = {}
    save_as = ""
    while arguments.more:
        if not save_as and (save_as := arguments.as_saved("the transaction")):
            continue
        word = arguments.word("an option")
        name, equals, value = word.partition("=")
        if name not in names or not equals:
            known = [*(f"{each}=" for each in names), "as"]
            raise UnknownName(
                arguments.here,
                f"{arguments.command} has no option {quoted(word)}",
                hint=hint_for(name + equals, known),
            )
        if name in options:
            raise BadArgument(arguments.here, f"{name}= stands here twice")
        if not value:
            raise MissingValue(arguments.here, f"{name}= needs a value")
        options[name] = _Option(value, arguments.here)
    return options, save_as


COMMANDS = (
    Command("Menu", ("Menu NAME",), "From idle to an entry of the menus.", "Menu void", _menu),
    Command("Logon", ("Logon NUMBER",), "An operator signs on.", "Logon 01", _logon),
    Command(
        "Sale", ("Sale AMOUNT [card=NAME] [by=swipe|insert|tap|key] [as $x]",),
        "A sale, to the last slip; by= is the card's own way unless given.",
        "Sale 58.00 card=demo-debit as $sale", _sale,
    ),
    Command("Void", ("Void $x",), "Voids a saved sale.", "Void $sale", _void),
    Command(
        "Refund", ("Refund $x AMOUNT [reason=N] [as $y]",), "Refunds something of a saved sale.",
        "Refund $sale 20.00 reason=2 as $refund", _refund,
    ),
    Command("Settle", ("Settle",), "Closes the batch.", "Settle", _settle),
    Command("Unlock", ("Unlock",), "The operator unlocks the terminal.", "Unlock", _unlock),
)  # fmt: skip
