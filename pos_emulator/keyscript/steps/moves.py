"""Moves: whole transactions and menu choices, pressed on the real keys from idle to idle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pos_emulator.keyscript.steps.step import Act
from pos_emulator.keyscript.values import Amount

Way = Literal["swipe", "insert", "tap"]


@dataclass(frozen=True, slots=True)
class ChooseMenu(Act):
    """`Menu void`: from idle to an entry of the menus."""

    entry: str


@dataclass(frozen=True, slots=True)
class Logon(Act):
    """`Logon 01`: an operator signs on."""

    operator: str


@dataclass(frozen=True, slots=True)
class Sale(Act):
    """`Sale 58.00 card=demo-debit by=swipe as $sale`; amount in fen."""

    amount: Amount
    card: str = ""
    """Empty: the card at hand."""
    by: Way | None = None
    """None: the card's own way."""
    save_as: str = ""


@dataclass(frozen=True, slots=True)
class Void(Act):
    """`Void $sale`."""

    sale: str


@dataclass(frozen=True, slots=True)
class Refund(Act):
    """`Refund $sale 20.00 reason=2 as $refund`; amount in fen."""

    sale: str
    amount: Amount
    reason: int | None = None
    """1 to 6 as on the screen; None: the first."""
    save_as: str = ""


@dataclass(frozen=True, slots=True)
class Settle(Act):
    """`Settle`: closes the batch."""


@dataclass(frozen=True, slots=True)
class Unlock(Act):
    """`Unlock`: the operator unlocks the terminal."""


Move = ChooseMenu | Logon | Sale | Void | Refund | Settle | Unlock
