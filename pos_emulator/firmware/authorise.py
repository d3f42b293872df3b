"""One request about money, from the obligation in flash to a definitive answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from iso8583_specs.dialects.unionpay_views import build_tlv, parse_tlv
from pos_emulator.firmware.answers import SIGN_ON_AGAIN, Answer, Outcome
from pos_emulator.firmware.asking import Progress, ask_host
from pos_emulator.firmware.flow import FlowStopped, SignOnAgain, Stopped
from pos_emulator.firmware.peripherals import Beep, CardData
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Tell
from pos_emulator.firmware.records import Failed, KeptCard, Transaction
from pos_emulator.firmware.reversal import before_money, obligation_of, reverse_now
from pos_emulator.security.masking import Secret
from pos_emulator.security.pin_block import enciphered_pin_block

NOT_IN_DE55 = frozenset({"5A", "56", "57", "5F20", "9F6B", "9F1F", "9F20"})
"""Tags with card number, track data or the holder's name."""


async def authorise(
    pos: Pos, kind: str, elements: Mapping[int, str | bytes], *, card: KeptCard, original_voucher: str = ""
) -> Answer:
    """Ask the host to approve; while the outcome is unknown a reversal is on file.

    Returns:
        An answer that is approved or declined; the caller books in the same step.

    Raises:
        Stopped: nothing was sent, or the outcome is unknown and is being reversed.
    """
    await before_money(pos)
    request = pos.host.request(kind, elements)
    pos.state.owed = obligation_of(pos, kind, request, card=card, original_voucher=original_voucher)
    answer = await ask_host(pos, request, progress=Progress(kind))
    match answer.outcome:
        case Outcome.NOT_SENT:
            pos.state.owed = None
            pos.sound(Beep.FAIL)
            raise Stopped("host.no-line", title=kind)
        case Outcome.UNKNOWN:
            await reverse_now(pos, answer, title=kind)
        case Outcome.DECLINED:
            pos.state.owed = None
            voucher = request.text(11)
            pos.state.failed.put(voucher, Failed(voucher, kind, int(request.text(4)), card, answer.code))
        case Outcome.APPROVED:
            # Committed together with what the caller books now.
            pos.state.owed = None
    return answer


async def refused(pos: Pos, answer: Answer, *, screen: str, title: str) -> FlowStopped:
    """The host said no: show its code and words until they are read; what comes back is to be raised."""
    sign_on_again = answer.code in SIGN_ON_AGAIN
    if sign_on_again:
        pos.state.needs_sign_on = True
    pos.explain("host-declined", f"the host answered {answer.code}")
    await Tell(screen, Beep.DECLINE, title=title, code=answer.code)
    return SignOnAgain() if sign_on_again else Stopped()


def card_elements(pos: Pos, card: CardData, *, pin: Secret | None) -> dict[int, str | bytes]:
    """DE2, 14, 22, 23, 26, 35, 52, 53, 55 of a request made with a card."""
    with_pin = pin is not None and bool(pin.reveal())
    elements: dict[int, str | bytes] = {2: card.pan.digits, 22: card.entry.value + ("1" if with_pin else "2")}
    if card.expiry:
        elements[14] = card.expiry
    if card.sequence:
        elements[23] = card.sequence
    if card.track2 is not None:
        elements[35] = card.track2.reveal()
    if card.chip:
        elements[55] = without_card_number(card.chip)
    if with_pin and pin is not None:
        elements[26] = "12"
        elements[52] = enciphered_pin_block(pin, card.pan, pos.host.pin_key())
        elements[53] = "2600000000000000"
    return elements


def without_card_number(chip: bytes) -> bytes:
    """Chip data as it may be sent and kept: number, track and name of the holder stand elsewhere, or nowhere."""
    return build_tlv(item for item in parse_tlv(chip) if item[0] not in NOT_IN_DE55)


def year_of(date: str, now: datetime) -> str:
    """YYYY of a date MMDD that the host named: the one nearest to the terminal's clock."""
    if date[:2] == "12" and now.month == 1:
        return f"{now.year - 1}"
    return f"{now.year + 1}" if date[:2] == "01" and now.month == 12 else f"{now.year}"


def booked(
    pos: Pos,
    kind: str,
    answer: Answer,
    *,
    amount: int,
    card: KeptCard,
    pin_entered: bool = False,
    **original: str,
) -> Transaction:
    """The record of an approved answer; `original` names what it gives back."""
    return Transaction(
        voucher=answer.element(11),
        batch=f"{pos.state.batch_number:06d}",
        kind=kind,
        amount=amount,
        card=card,
        rrn=answer.element(37),
        approval=answer.element(38),
        time=answer.element(12),
        date=answer.element(13),
        business_day=answer.element(15),
        year=year_of(answer.element(13), pos.clock.now()),
        day=pos.today,
        operator=pos.operator,
        issuer=answer.element(44)[:11].strip(),
        acquirer=answer.element(32),
        organisation=answer.octets(63)[:3].decode("ascii", "replace"),
        pin_entered=pin_entered,
        **original,
    )
