"""Between transactions: what the idle terminal says, and what wakes it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from pos_emulator.firmware.asking import QUIETLY
from pos_emulator.firmware.by_hand import print_fault_slips
from pos_emulator.firmware.doubt import ask_after
from pos_emulator.firmware.flow import Display, Done, FlowStopped, Inside, Outcome, Patience, Request, Stopped
from pos_emulator.firmware.flows.lock import stay_locked
from pos_emulator.firmware.flows.logon import say_hello
from pos_emulator.firmware.flows.reprint import reprint_settlement
from pos_emulator.firmware.flows.sale import sale
from pos_emulator.firmware.flows.settle import offer_to_go_on
from pos_emulator.firmware.menu import logon, needs_sign_on, run_entry, run_menu
from pos_emulator.firmware.peripherals import (
    Beep,
    CardData,
    CardFailed,
    CardRead,
    Key,
    KeyPressed,
    LineConnected,
    Timer,
    TimerExpired,
)
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.printing import print_slips
from pos_emulator.firmware.prompts import Leave, RemoveCard, Tell, Warn
from pos_emulator.firmware.reversal import done_screen, out_of_reach, send_reversal


@dataclass(frozen=True, slots=True)
class Wake:
    """What woke the idle terminal: a key, a card, the line, or its own patience."""

    key: Key | None = None
    card: CardData | None = None
    unread: bool = False
    """A card was there and could not be read."""


class Idle(Request[Wake]):
    """The idle screen; it wakes every minute for the clock, and while something is owed to send it again."""

    def __init__(self, display: Display, *, keys: frozenset[Key], cards: bool, owing: bool) -> None:
        self._display = display
        self._keys = keys
        self._cards = cards
        self._owing = owing
        self.patience = Patience.RETRY if owing else Patience.IDLE

    def start(self) -> Iterable[Outcome]:
        """See `Request`."""
        return (self._display,)

    def handle(self, event: Inside) -> Done[Wake] | FlowStopped | Iterable[Outcome]:
        """See `Request`."""
        match event:
            case KeyPressed(key) if key in self._keys:
                return Done(Wake(key=key))
            case CardRead(card) if self._cards:
                return Done(Wake(card=card))
            case CardFailed() if self._cards:
                return Done(Wake(unread=True))
            case LineConnected() if self._owing:
                return Done(Wake())
            case TimerExpired(Timer.LOCK):
                return Done(Wake())
            case _:
                return ()

    def expired(self) -> Done[Wake]:
        """See `Request`."""
        return Done(Wake())


async def power_up(pos: Pos) -> None:
    """What the terminal says first: a settlement to go on with, a slip not printed; idle says what is owed."""
    if pos.state.settling is not None:
        await offer_to_go_on(pos)
    if pos.state.settlement_slip_due:
        await reprint_settlement(pos, may_be_out=True)
    await print_fault_slips(pos, title="clear-reversal")
    due = pos.state.slip_due
    if due is None:
        return
    record = pos.state.batch.get(due.voucher)
    if record is None:
        # Settled meanwhile: what it would be printed from is gone.
        pos.state.slip_due = None
        return
    pos.state.slip_due = replace(due, may_be_out=True)
    await Tell("power.slip", kind=record.kind, amount=record.amount)
    await print_slips(pos, record, again=True)


async def idle(pos: Pos) -> None:
    """Wait for a key or a card, and do what it asks for."""
    if pos.state.locked_by:
        await stay_locked(pos)
    if pos.chip_inside:
        await RemoveCard(title=pos.title)
    owes = pos.owes
    if not owes:
        pos.line.return_used = False
    owing = owes and not pos.waits_for_sign_on
    if owing and pos.line_came_back:
        await Leave(idle_display(pos))
        await catch_up(pos)
        return
    wake = await Idle(
        idle_display(pos), keys=frozenset({Key.ENTER, Key.FUNC}), cards=not needs_sign_on(pos), owing=owing
    )
    match wake:
        case Wake(card=CardData() as card):
            await run_entry(pos, "sale", lambda pos: sale(pos, card))
        case Wake(unread=True):
            await Warn("sale.bad-card")
        case Wake(key=Key.ENTER) if needs_sign_on(pos) and not owing:
            await logon(pos)
        case Wake(key=Key()):
            await run_menu(pos, "main")
        case _:
            await catch_up(pos)


async def catch_up(pos: Pos) -> None:
    """The line is back, or it is time again: send what is owed, ask what is in doubt.

    A line that comes and goes is no occasion each time: once a send at its return led nowhere, the next
    one is in a minute of idle. A minute that finds the line away makes its return an occasion again.
    """
    line, came_back, pos.line_came_back = pos.line, pos.line_came_back, False
    line.return_used = line.connected and (came_back or line.return_used)
    in_vain = line.return_used
    await send_what_waits(pos)
    line.return_used = in_vain and pos.owes


async def send_what_waits(pos: Pos) -> None:
    """One reversal, or one query of a refund in doubt.

    A host that has not said which book it keeps is asked for that first.
    """
    if pos.keys_refused:
        return
    if pos.state.hello_due:
        with suppress(Stopped):
            await say_hello(pos, progress=QUIETLY)
        if not pos.knows_host:
            return
        await out_of_reach(pos)
    owed = pos.state.owed
    if owed is not None:
        if await send_reversal(pos):
            await Tell(done_screen(owed), Beep.OK)
        return
    doubts = list(pos.state.doubts.values())
    if doubts:
        # One an occasion, the one asked least: none is forgotten behind one that is never answered.
        await ask_after(pos, min(doubts, key=lambda doubt: doubt.asked))


def in_language(pos: Pos, display: Display) -> Display:
    """A display as it is in the language of now: the idle screens name the merchant in it."""
    if "merchant" not in display.values:
        return display
    return replace(display, values={**display.values, "merchant": pos.profile.merchant(pos.texts.lang)})


def idle_display(pos: Pos) -> Display:
    """Which idle screen it is now."""
    state, signed_on, owed = pos.state, pos.state.signed_on, pos.state.owed
    merchant = pos.profile.merchant(pos.texts.lang)
    values: dict[str, object] = {"merchant": merchant, "now": pos.minute, "operator": pos.operator}
    if pos.waits_for_sign_on:
        return Display("idle.signed-off", values)
    if owed is not None:
        return Display("power.owed", {"kind": owed.kind, "amount": owed.amount})
    doubt = next(iter(state.doubts.values()), None)
    if doubt is not None:
        return Display("power.in-doubt", {"amount": doubt.transaction.amount})
    if signed_on is None or state.needs_sign_on:
        return Display("idle.signed-off", values)
    if signed_on.day != pos.today:
        return Display("idle.new-day", values)
    return Display("idle.signed-on", values)
