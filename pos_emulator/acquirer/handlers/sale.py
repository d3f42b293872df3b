"""The sale: takes money from a card."""

from __future__ import annotations

from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.handlers.pin import check_pin
from pos_emulator.acquirer.rules import Refusal


def sale(request: Request, desk: Desk) -> Verdict:
    """Books a sale if PIN and funds allow it; card and amount were looked at by the rules."""
    check_pin(request, desk)
    check_funds(request, desk)
    return desk.book(request)


def check_funds(request: Request, desk: Desk, *, freed: int = 0) -> None:
    """Refuses (51) what the card does not hold, pre-authorisations counted off but for ``freed`` fen."""
    if request.card is None or not desk.rules.is_on("card-no-funds"):
        return
    moved = desk.ledger.balance(accounts.cardholder(request.token))
    if request.amount > request.card.balance + moved - desk.ledger.held(request.token) + freed:
        raise Refusal("card-no-funds")
