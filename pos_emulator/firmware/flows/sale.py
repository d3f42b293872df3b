"""Sale 消费: card, amount, PIN, host, slip."""

from __future__ import annotations

from pos_emulator.firmware.answers import Answer
from pos_emulator.firmware.authorise import authorise, booked, card_elements, refused
from pos_emulator.firmware.entry import AskAmount, AskSecret
from pos_emulator.firmware.flow import Stopped
from pos_emulator.firmware.peripherals import Beep, CardData, Entry
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import give_back, print_slips, slip_due
from pos_emulator.firmware.prompts import Confirm, ReadCard, Warn
from pos_emulator.firmware.records import KeptCard
from pos_emulator.security.masking import Secret

WRONG_PIN = "55"


async def sale(pos: Pos, card: CardData | None = None) -> None:
    """Sell: the card (or the one that woke the terminal), its number, the amount, the PIN, the host, the slips."""
    if pos.state.batch.count() >= pos.profile.max_records:
        pos.explain("batch-full", f"the batch holds {pos.profile.max_records} transactions")
        raise Stopped("sale.batch-full")
    if card is None or await is_expired(pos, card):
        card = await read_card("sale.card", pos)
    await Confirm("sale.confirm-card", card=card.pan.masked_16)
    amount = await ask_amount("sale.amount", zero="sale.zero")
    kept = pos.keep(card)
    answer, with_pin = await sell(pos, card, amount, kept=kept)
    record = booked(pos, "sale", answer, amount=amount, card=kept, pin_entered=with_pin)
    pos.state.batch.put(record.voucher, record)
    slip_due(pos, record)
    pos.sound(Beep.OK)
    pos.show("sale.approved", amount=amount)
    await print_slips(pos, record)
    await give_back(pos, title="sale")


async def read_card(screen: str, pos: Pos) -> CardData:
    """A card that is not past its date."""
    while True:
        card = await ReadCard(screen)
        if card is not None and not await is_expired(pos, card):
            return card


async def is_expired(pos: Pos, card: CardData) -> bool:
    """Whether a card is past the end of its month; the person is told."""
    if not card.expiry or card.expiry >= f"{pos.clock.now():%y%m}":
        return False
    pos.explain("card-expired", f"the card ended with {card.expiry}")
    await Warn("sale.expired")
    return True


async def ask_amount(screen: str, *, zero: str) -> int:
    """An amount above zero, in fen."""
    while not (amount := await AskAmount(screen)):
        await Warn(zero)
    return amount


async def ask_pin(screen: str, amount: int, *, may_be_empty: bool = True) -> Secret:
    """The cardholder's PIN, 4 to 12 digits; empty where the card has none."""
    return await AskSecret(screen, most=12, least=4, may_be_empty=may_be_empty, amount=amount)


def needs_no_pin(pos: Pos, card: CardData, amount: int) -> bool:
    """小额双免: a card that was tapped for less than the limit of the profile."""
    return card.entry is Entry.TAP and amount < pos.profile.no_pin_limit


async def sell(pos: Pos, card: CardData, amount: int, *, kept: KeptCard) -> tuple[Answer, bool]:
    """Ask the host; a wrong PIN may be entered again, each time as a new message."""
    for tries_left in reversed(range(pos.profile.pin_tries)):
        pin = None if needs_no_pin(pos, card, amount) else await ask_pin("sale.pin", amount)
        elements = {**card_elements(pos, card, pin=pin), 4: f"{amount:012d}", 49: "156"}
        answer = await authorise(pos, "sale", elements, card=kept)
        if answer.approved:
            return answer, pin is not None and bool(pin.reveal())
        if answer.code != WRONG_PIN or not tries_left:
            break
        await Warn("sale.pin-wrong", tries=tries_left)
    raise await refused(pos, answer, screen="sale.declined", title="sale")
