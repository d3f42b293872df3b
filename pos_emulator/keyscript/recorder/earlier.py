"""Sales of settled batches that a session refers to: sold and settled again before it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pos_emulator.cards import load_cards
from pos_emulator.keyscript.recorder.known_moves import yuan
from pos_emulator.keyscript.recorder.naming import Named, Names
from pos_emulator.keyscript.recorder.strokes import Stroke

_NAME = "earlier"
_ASKS = frozenset({"void.voucher", "refund.reference"})


def earlier_sales(strokes: Sequence[Stroke], settled: Sequence[Named], names: Names) -> list[Named]:
    """The settled sales whose voucher or reference number was typed; each is kept under a name.

    The card is not remembered after settlement: it is the one that was presented last before the number
    was typed, else any.
    """
    found: list[Named] = []
    card = next(iter(load_cards()))
    for stroke in strokes:
        match stroke.words:
            case ("Card", "swipe" | "insert" | "tap", presented):
                card = presented
        if stroke.at.name not in _ASKS or not stroke.typed or _is_known(stroke.typed, names):
            continue
        for sale in settled:
            if _means(stroke.typed, sale):
                name = f"{_NAME}{len(found) + 1}" if found else _NAME
                found.append(replace(sale, name=name, card=card))
                names.keep(found[-1])
                break
    return found


def made_again(sales: Sequence[Named], *, today: str, operator: str) -> Iterator[str]:
    """The moves that make them again; on another day than today's, if one of them was."""
    if not sales:
        return
    for sale in sales:
        yield f"Sale {yuan(str(sale.amount))} card={sale.card} as ${sale.name}"
    yield "Settle"
    if any(sale.date != today for sale in sales):
        yield "Clock day +1"
        yield f"Logon {operator}"


def _is_known(typed: str, names: Names) -> bool:
    return any(_means(typed, named) for named in names.all)


def _means(typed: str, sale: Named) -> bool:
    return typed == sale.rrn or typed.zfill(len(sale.voucher)) == sale.voucher
