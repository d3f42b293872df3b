"""How a booking moves money: its legs, what it holds on the card, and what is left of an original."""

from __future__ import annotations

from collections.abc import Iterable

from pos_emulator.acquirer.records import Booking, Leg
from pos_emulator.security.masking import Pan

FEE = "fee"
"""Account of what the acquirer earns."""

CHARGES = frozenset({"sale", "completion"})
CANCEL = "preauth_cancel"
UNDOES = frozenset({"void", "completion_void"})


def merchant(mid: str) -> str:
    """The merchant's account."""
    return f"merchant:{mid}"


def cardholder(token: str) -> str:
    """The account behind a card."""
    return f"cardholder:{token}"


def legs_of(booking: Booking, undone: tuple[Leg, ...], fee_basis_points: int = 0) -> tuple[Leg, ...]:
    """The legs of a booking; they add to 0.

    A sale takes from the cardholder and gives to the merchant, less a fee. A void turns every leg
    of its original (``undone``) round, the fee too. A refund gives back the amount alone. What only
    holds money has no legs.
    """
    id, amount = booking.id, booking.amount
    holder, shop = cardholder(booking.token), merchant(booking.id.mid)
    if booking.kind in CHARGES:
        fee = amount * fee_basis_points // 10_000
        legs = Leg(id, holder, -amount), Leg(id, shop, amount - fee), Leg(id, FEE, fee)
        return tuple(leg for leg in legs if leg.amount)
    if booking.kind in UNDOES:
        return tuple(Leg(id, leg.account, -leg.amount) for leg in undone)
    if booking.kind == "refund":
        return Leg(id, shop, -amount), Leg(id, holder, amount)
    return ()


def hold_of(booking: Booking, original: Booking | None) -> int:
    """How much more a booking holds on its card; negative for what it lets go.

    A pre-authorisation holds its amount; its cancel and its completion let that go, and voiding
    the completion does not bring it back.
    """
    match booking.kind:
        case "preauth":
            return booking.amount
        case "preauth_cancel" | "completion" if original is not None:
            return -original.amount
        case _:
            return 0


def refunded(follow_ups: Iterable[Booking]) -> int:
    """What was given back already, fen."""
    return sum(booking.amount for booking in follow_ups if booking.kind == "refund" and booking.effective)


def voided(follow_ups: Iterable[Booking]) -> bool:
    """Whether a void with effect stands: *voided* is derived, never stored."""
    return any(booking.kind in UNDOES and booking.effective for booking in follow_ups)


def organisation(pan: Pan) -> str:
    """The card organisation as DE63 names it: CUP, VIS, MCC, JCB or AMX, else three blanks."""
    for prefix, name in (
        ("62", "CUP"),
        ("4", "VIS"),
        ("5", "MCC"),
        ("35", "JCB"),
        ("34", "AMX"),
        ("37", "AMX"),
    ):
        if pan.digits.startswith(prefix):
            return name
    return "   "


def approval_of(rrn: str) -> str:
    """A 6-digit approval code that goes with a reference number but does not look like it."""
    return f"{(int(rrn[4:]) * 387_421 + 100_003) % 1_000_000:06d}"
