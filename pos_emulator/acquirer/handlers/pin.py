"""The cardholder's PIN, as the issuer checks it."""

from __future__ import annotations

from dataclasses import replace

from pos_emulator.acquirer.desk import Desk, Request
from pos_emulator.acquirer.rules import Refusal
from pos_emulator.security.masking import Secret
from pos_emulator.security.pin_block import PinBlockError, deciphered_pin

TAPPED = "07"
"""DE22 of a contactless card, whose small amounts may go without PIN."""

MOST_WRONG = 3
"""Wrong PINs a card may have on a day; the next try is refused unseen."""


def check_pin(request: Request, desk: Desk) -> None:
    """Holds DE52 against the card's PIN. Without DE52 a sale is refused, unless the card was tapped.

    A wrong try is counted although nothing else is booked.

    Raises:
        Refusal: blocked by wrong tries (75), not the PIN or none (55), no PIN block under these keys (99).
    """
    block = request.message.get(52)
    card = request.card
    if block is None and card is not None and card.pin and wants_pin(request, desk):
        raise Refusal("pin-missing")
    if not isinstance(block, bytes) or card is None or request.pan is None or desk.keys is None:
        return
    tries = desk.ledger.pin_tries(request.token, desk.day)
    if tries.wrong >= MOST_WRONG:
        raise Refusal("pin-tries")
    if not card.pin or not desk.rules.is_on("wrong-pin"):
        return
    try:
        typed = deciphered_pin(block, request.pan, desk.keys.pin)
    except PinBlockError:
        raise Refusal("pin-format") from None
    if typed != Secret(card.pin):
        desk.ledger.keep_pin_tries(replace(tries, wrong=tries.wrong + 1))
        raise Refusal("wrong-pin")
    if tries.wrong:
        desk.ledger.keep_pin_tries(replace(tries, wrong=0))


def wants_pin(request: Request, desk: Desk) -> bool:
    """Whether a request may not come without the PIN of a card that has one."""
    tapped = str(request.message.get(22, "")).startswith(TAPPED)
    return request.kind == "sale" and not tapped and desk.rules.is_on("pin-missing")
