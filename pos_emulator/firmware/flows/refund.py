"""Refund 退货: money of an earlier sale goes back to its card, in full or in part. Never reversed."""

from __future__ import annotations

from calendar import monthrange

from iso8583_specs.dialects.own_tags import OwnTags
from iso8583_specs.dialects.unionpay_views import F61
from iso8583_specs.errors import SpecError
from pos_emulator.firmware.answers import Answer, Outcome
from pos_emulator.firmware.asking import Progress, ask_host
from pos_emulator.firmware.authorise import booked, card_elements, refused
from pos_emulator.firmware.batch import why_not_refundable
from pos_emulator.firmware.doubt import ask_after, doubt_of, forget
from pos_emulator.firmware.entry import AskAmount, AskDigits, AskReference
from pos_emulator.firmware.flow import Stopped
from pos_emulator.firmware.flows.apply import apply_by_phone
from pos_emulator.firmware.flows.change_password import change_before_refund
from pos_emulator.firmware.flows.void import void_sale, why_not_voidable
from pos_emulator.firmware.passwords import Secret, require_password
from pos_emulator.firmware.peripherals import Beep, CardData, Key
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import give_back, print_slips, slip_due
from pos_emulator.firmware.prompts import Choose, Confirm, ReadCard, Tell, Warn
from pos_emulator.firmware.records import KeptCard, Transaction
from pos_emulator.firmware.reversal import before_money

REASONS = {Key(str(number)): str(number) for number in range(1, 7)}
_LEAP_YEAR = 2024


async def refund(pos: Pos) -> None:
    """Refund an approved sale, in full or in part, to its own card.

    Is the holder here, refund password, card, reference and date of the slip, amount, reason,
    a last look, host, slip. Without an answer the outcome is in doubt, and is asked for, never reversed.
    """
    await ask_whether_present(pos)
    await change_before_refund(pos)
    amount = await ask_amount(pos, left=None) if pos.profile.amount_first else 0
    await require_password(pos, Secret.REFUND, screen="refund.password", what="refund")
    card = await ask_card(pos)
    reference = await ask_reference()
    date = await ask_date()
    await offer_void(pos, reference, date)
    refuse_if_open(pos, reference, date)
    left = await what_is_left(pos, reference, date)
    reason = ""
    while True:
        amount = amount or await ask_amount(pos, left=left)
        reason = reason or await Choose(("refund.reason-1", "refund.reason-2"), REASONS)
        if await confirmed(card, reference, amount):
            break
        amount = 0
    await give_money_back(pos, card, reference=reference, date=date, amount=amount, reason=reason)


async def ask_whether_present(pos: Pos) -> None:
    """With the card, or by application.

    Raises:
        Stopped: the card is gone; who to call was shown.
    """
    if not pos.profile.refund_guide_question:
        return
    present = await Choose("refund.present", {Key.DIGIT_1: True, Key.DIGIT_2: False})
    if not present:
        await apply_by_phone(pos)
        raise Stopped


async def ask_card(pos: Pos) -> CardData:
    """The card of the original sale, its number confirmed; one past its date may still be paid back to."""
    card = await ReadCard("refund.card")
    if card is None:
        raise Stopped
    await Confirm("refund.confirm-card", card=card.pan.masked_16)
    return card


async def ask_reference() -> str:
    """The 12 characters of the original's reference number."""
    typed = ""
    while len(typed := await AskReference("refund.reference", most=12, typed=typed)) < 12:
        await Warn("refund.reference-short")
    return typed


async def ask_date() -> str:
    """MMDD of the original."""
    while True:
        typed = await AskDigits("refund.date", most=4, least=4)
        month, day = int(typed[:2]), int(typed[2:])
        if 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
            return typed
        await Warn("refund.date-wrong")


async def offer_void(pos: Pos, reference: str, date: str) -> None:
    """A sale of the open batch can be voided in full, which costs nobody a working day.

    Raises:
        Stopped: it was voided instead.
    """
    sale = next(
        (each for each in pos.state.batch.values() if each.rrn == reference and each.date == date), None
    )
    if sale is None or why_not_voidable(pos, sale.voucher, sale):
        return
    void_it = await Choose("refund.void-instead", {Key.DIGIT_1: True, Key.DIGIT_2: False})
    if void_it:
        if pos.profile.split_refund_password:
            await require_password(pos, Secret.SUPERVISOR, screen="void.password", what="void")
        await void_sale(pos, sale)
        raise Stopped


def refuse_if_open(pos: Pos, reference: str, date: str) -> None:
    """No refund on an original whose last one is in doubt, or whose void went by hand.

    Raises:
        Stopped: the screen says which.
    """
    screen = why_not_refundable(pos.state, reference, date)
    if screen:
        pos.explain(screen, f"reference {reference}")
        pos.sound(Beep.FAIL)
        raise Stopped(screen, title="refund")


async def what_is_left(pos: Pos, reference: str, date: str) -> int | None:
    """What the host would still refund, in fen; None where it does not say.

    Raises:
        FlowStopped: the host refuses to refund this at all.
    """
    if not pos.profile.host_extensions:
        return None
    asked = OwnTags(rrn=reference, mmdd=date)
    answer = await ask_host(
        pos, pos.host.request("refundable", {62: asked.octets()}), progress=Progress("refund")
    )
    if answer.outcome is Outcome.NOT_SENT:
        raise Stopped("host.no-line", title="refund")
    if answer.outcome is Outcome.DECLINED:
        raise await refused(pos, answer, screen="refund.failed", title="refund")
    if not answer.approved or answer.reply is None:
        return None
    try:
        return OwnTags.parse(answer.reply.octets(62)).amount
    except SpecError:
        return None


async def ask_amount(pos: Pos, *, left: int | None) -> int:
    """An amount above zero, within what is left and within the limit, in fen."""
    shown: object = "----" if left is None else left
    while True:
        amount = await AskAmount("refund.amount", left=shown)
        if not amount and not pos.profile.allow_zero_refund:
            await Warn("refund.zero")
        elif left is not None and amount > left:
            await Warn("refund.over-original", left=left)
        elif amount > pos.profile.refund_limit:
            await Warn("refund.over-limit", limit=pos.profile.refund_limit)
        else:
            return amount


async def confirmed(card: CardData, reference: str, amount: int) -> bool:
    """The last look; False where the amount is to be changed."""
    go_on: bool = await Choose(
        "refund.confirm",
        {Key.ENTER: True, Key.CLEAR: False},
        tail=card.pan.last4,
        reference_tail=reference[-4:],
        amount=amount,
    )
    return go_on


async def give_money_back(
    pos: Pos, card: CardData, *, reference: str, date: str, amount: int, reason: str
) -> None:
    """Ask the host; a doubt is on file before the request leaves."""
    await before_money(pos)
    kept = pos.keep(card)
    elements = {
        **card_elements(pos, card, pin=None),
        4: f"{amount:012d}",
        37: reference,
        49: "156",
        61: F61(date=date).digits(),
        63: b"000",
    }
    request = pos.host.request("refund", elements)
    doubt = doubt_of(pos, request, card=kept, reference=reference, date=date, reason=reason)
    pos.state.doubts.put(doubt.transaction.voucher, doubt)
    pos.state.refunds.put(reference, doubt.transaction.voucher)
    answer = await ask_host(pos, request, progress=Progress("refund"))
    match answer.outcome:
        case Outcome.APPROVED:
            record = refund_booked(pos, answer, doubt.transaction, card=kept)
            forget(pos, doubt, booked=True)
            await finish(pos, record)
        case Outcome.DECLINED:
            forget(pos, doubt, booked=False)
            raise await refused(pos, answer, screen="refund.failed", title="refund")
        case Outcome.NOT_SENT:
            forget(pos, doubt, booked=False)
            pos.sound(Beep.FAIL)
            raise Stopped("host.no-line", title="refund")
        case Outcome.UNKNOWN:
            pos.sound(Beep.FAIL)
            pos.show("refund.in-doubt")
            await ask_after(pos, doubt, still_open="refund.in-doubt")


def refund_booked(pos: Pos, answer: Answer, asked: Transaction, *, card: KeptCard) -> Transaction:
    """Book an approved refund in the open batch."""
    record = booked(
        pos,
        "refund",
        answer,
        amount=asked.amount,
        card=card,
        original_rrn=asked.original_rrn,
        original_date=asked.original_date,
        reason=asked.reason,
    )
    pos.state.batch.put(record.voucher, record)
    slip_due(pos, record)
    return record


async def finish(pos: Pos, record: Transaction) -> None:
    """退款成功, the slips, and when the money will be there."""
    pos.sound(Beep.OK)
    pos.show("refund.approved", amount=record.amount)
    await print_slips(pos, record)
    await give_back(pos, title="refund")
    await Tell("refund.done")
