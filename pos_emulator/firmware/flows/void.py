"""Void 消费撤销: one sale of the open batch, in full, while the cardholder is still here."""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_views import F61
from pos_emulator.firmware.answers import Answer
from pos_emulator.firmware.authorise import authorise, booked, card_elements, refused
from pos_emulator.firmware.batch import mark_of
from pos_emulator.firmware.entry import AskDigits
from pos_emulator.firmware.flow import Stopped, TimedOut
from pos_emulator.firmware.flows.apply import apply_by_phone
from pos_emulator.firmware.flows.sale import WRONG_PIN, ask_pin
from pos_emulator.firmware.passwords import Secret, require_password
from pos_emulator.firmware.peripherals import Beep, CardData, Entry, Key
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import give_back, print_slips, slip_due
from pos_emulator.firmware.prompts import Choose, Confirm, ReadCard, Warn
from pos_emulator.firmware.records import KeptCard, Mark, Transaction
from pos_emulator.security.masking import Secret as Typed

_REFUSALS = {
    Mark.VOIDED: "void.already-voided",
    Mark.VOID_PENDING: "void.in-doubt",
    Mark.REVERSAL_DUE: "void.in-doubt",
    Mark.UNKNOWN: "void.in-doubt",
    Mark.BY_HAND: "void.in-doubt",
}


async def void(pos: Pos) -> None:
    """Void one approved sale of the open batch, in full.

    Supervisor password, voucher number, a look at the sale, its card, the holder's
    PIN, host, slip. Once the batch is settled the way back is a refund.
    """
    await require_password(pos, Secret.SUPERVISOR, screen="void.password", what="void")
    sale = await ask_voidable_sale(pos)
    await void_sale(pos, sale)


async def void_sale(pos: Pos, sale: Transaction) -> None:
    """The part from the look at the sale on; a refund that could be a void joins here."""
    await Confirm("void.check", voucher=sale.voucher, card=sale.card.masked_16, amount=sale.amount)
    card = await ask_card_of(pos, sale)
    kept = kept_card(sale, card)
    answer, with_pin = await take_back(pos, sale, card, kept=kept)
    record = booked(
        pos,
        "void",
        answer,
        amount=sale.amount,
        card=kept,
        original_voucher=sale.voucher,
        pin_entered=with_pin,
    )
    pos.state.batch.put(record.voucher, record)
    pos.state.voids.put(sale.voucher, record.voucher)
    slip_due(pos, record)
    pos.sound(Beep.OK)
    pos.show("void.approved", amount=sale.amount)
    await print_slips(pos, record)
    await give_back(pos, title="void")


async def ask_voidable_sale(pos: Pos) -> Transaction:
    """The sale behind a voucher number; each reason why it cannot be voided has its own words."""
    typed = ""
    while True:
        typed = await AskDigits("void.voucher", most=6, fill=True, typed=typed)
        sale = pos.state.batch.get(typed)
        why_not = why_not_voidable(pos, typed, sale)
        if sale is not None and not why_not:
            return sale
        pos.explain(why_not, f"voucher {typed}")
        await Warn(why_not)


def why_not_voidable(pos: Pos, voucher: str, sale: Transaction | None) -> str:
    """The screen that says why not; empty where the sale can be voided."""
    if sale is None:
        if is_owed(pos, voucher):
            return "void.in-doubt"
        return "void.settled" if pos.state.settled.get(voucher) is not None else "void.not-found"
    if sale.kind != "sale":
        return "void.not-a-sale"
    if refusal := _REFUSALS.get(mark_of(pos.state, sale)):
        return refusal
    if is_refunded(pos, sale):
        return "void.refunded"
    # Its own day against its own clock: whether the host's business day is over is the host's to say.
    if pos.profile.void_same_day and sale.day != pos.today:
        return "void.not-today"
    return ""


def is_owed(pos: Pos, voucher: str) -> bool:
    """Whether a reversal of that voucher is owed."""
    return pos.state.owed is not None and pos.state.owed.voucher == voucher


def is_refunded(pos: Pos, sale: Transaction) -> bool:
    """Whether a refund of the sale was booked here, or may have been."""
    return pos.state.refunds.get(sale.rrn) is not None


async def ask_card_of(pos: Pos, sale: Transaction) -> CardData | None:
    """The card of the sale, read again; None where the profile asks for none.

    Raises:
        Cancelled: the holder has left with it; the ways back were shown.
    """
    if not pos.profile.void_needs_card:
        return None
    while True:
        try:
            card = await ReadCard("void.card", may_leave=True)
        except TimedOut:
            card = None
        if card is None:
            await holder_left(pos)
        elif pos.vault.token(card.pan) == sale.card.token:
            return card
        else:
            pos.explain("void.card-mismatch", "the card is not the one of the sale")
            await Warn("void.card-mismatch")


async def holder_left(pos: Pos) -> None:
    """持卡人已离开: nothing was sent; the way back is a refund with the card, or an application.

    Raises:
        Stopped: always.
    """
    choice = await Choose("void.holder-left", {Key.DIGIT_1: "refund", Key.DIGIT_2: "apply"})
    if choice == "apply":
        await apply_by_phone(pos)
    raise Stopped


async def take_back(
    pos: Pos, sale: Transaction, card: CardData | None, *, kept: KeptCard
) -> tuple[Answer, bool]:
    """Ask the host; a wrong PIN may be entered again, each time as a new message."""
    for tries_left in reversed(range(pos.profile.pin_tries)):
        # Presence is shown by card and PIN: a sale made with a PIN is not voided without one.
        ask = pos.profile.void_needs_pin
        pin = await ask_pin("void.pin", sale.amount, may_be_empty=not sale.pin_entered) if ask else None
        elements = {
            **card_elements(pos, card or stored_card(pos, sale), pin=pin),
            4: f"{sale.amount:012d}",
            37: sale.rrn,
            49: "156",
            61: F61(sale.batch, sale.voucher).digits(),
        }
        if sale.approval:
            elements[38] = sale.approval
        answer = await authorise(pos, "void", elements, card=kept, original_voucher=sale.voucher)
        if answer.approved:
            return answer, has_digits(pin)
        if answer.code != WRONG_PIN or not tries_left:
            break
        await Warn("sale.pin-wrong", tries=tries_left, title="void")
    raise await refused(pos, answer, screen="void.declined", title="void")


def kept_card(sale: Transaction, card: CardData | None) -> KeptCard:
    """What is kept of the card: its number as it was kept with the sale, the rest as read this time."""
    if card is None:
        return sale.card
    then = sale.card
    return KeptCard(then.token, then.masked, then.sealed, card.expiry, card.entry.value, card.sequence)


def has_digits(pin: Typed | None) -> bool:
    """Whether a PIN was entered."""
    return pin is not None and bool(pin.reveal())


def stored_card(pos: Pos, sale: Transaction) -> CardData:
    """The card as kept, for a void without one: its number counts as keyed."""
    return CardData(Entry.KEYED, pos.pan_of(sale.card), sale.card.expiry)
