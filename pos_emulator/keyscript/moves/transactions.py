"""What each move does, screen by screen."""

from __future__ import annotations

from pos_emulator.firmware.passwords import Secret, operator_secret
from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.moves.walk import (
    SLIPS,
    enter,
    open_menu,
    present,
    pressed,
    secret,
    to_idle,
    typed,
    walk,
)
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.kept import Kept
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.moves import ChooseMenu, Logon, Move, Refund, Sale, Settle, Unlock, Void

_CLOSED = frozenset({"logon.needed", "power.settle", "sale.batch-full", "settle.resume"})
"""Screens behind which the entry that was chosen is not."""

_LOCKED = "lock.locked"
_SUPERVISOR = "00"


def move(stage: Stage, step: Move) -> str:
    """Make a move.

    Returns:
        The screen at which it stopped, being another than its own; empty where it went through.

    Raises:
        ScenarioFailed: it cannot even begin.
    """
    match step:
        case ChooseMenu(entry):
            return _menu(stage, entry)
        case Logon(operator):
            return _logon(stage, operator)
        case Sale():
            return _sale(stage, step)
        case Void(name):
            return _void(stage, name)
        case Refund():
            return _refund(stage, step)
        case Settle():
            to_idle(stage, "Settle")
            open_menu(stage, "settle")
            return walk(stage, {"settle.confirm": enter, "settle.done": enter})
        case Unlock():
            return _unlock(stage)


def _menu(stage: Stage, entry: str) -> str:
    to_idle(stage, "Menu")
    open_menu(stage, entry)
    name = stage.bench.screen.name
    return name if name in _CLOSED else ""


def _logon(stage: Stage, operator: str) -> str:
    to_idle(stage, "Logon")
    if stage.bench.screen.name.startswith("idle.signed-on"):
        open_menu(stage, "logon")
    else:
        enter(stage)
        if stage.bench.screen.name.startswith("menu."):
            raise ScenarioFailed("Logon begins at an idle terminal that owes nothing")
    return walk(
        stage,
        {
            "logon.operator": typed(operator),
            "logon.password": secret(operator_secret(operator)),
            "logon.done": enter,
            "logon.batch-kept": enter,
        },
    )


def _sale(stage: Stage, step: Sale) -> str:
    to_idle(stage, "Sale")
    amount = stage.values.fen(step.amount, stage.bench.state)
    card = step.card or _card_at_hand(stage)
    before = stage.tap.count
    present(card, step.by or "")(stage)
    stopped = walk(
        stage,
        {
            **SLIPS,
            "sale.confirm-card": enter,
            "sale.amount": typed(str(amount)),
            "sale.pin": secret(card),
        },
    )
    _keep(stage, step.save_as, "0200", before, card=card, amount=amount)
    return stopped


def _void(stage: Stage, name: str) -> str:
    to_idle(stage, "Void")
    sale = stage.values.transaction(name, stage.bench.state)
    open_menu(stage, "void")
    return walk(
        stage,
        {
            **SLIPS,
            "void.password": secret(Secret.SUPERVISOR.value),
            "void.voucher": typed(sale.voucher),
            "void.check": enter,
            "void.card": present(sale.card),
            "void.pin": secret(sale.card),
        },
    )


def _refund(stage: Stage, step: Refund) -> str:
    to_idle(stage, "Refund")
    bench = stage.bench
    sale = stage.values.transaction(step.sale, bench.state)
    if not sale.rrn:
        raise ScenarioFailed(f"${step.sale} has no reference number to refund: it was not approved")
    amount = stage.values.fen(step.amount, bench.state)
    before = stage.tap.count
    open_menu(stage, "refund")
    stopped = walk(
        stage,
        {
            **SLIPS,
            "refund.present": pressed(Key.DIGIT_1),
            "refund.password": secret(Secret.REFUND.value),
            "refund.card": present(sale.card),
            "refund.confirm-card": enter,
            "refund.reference": typed(sale.rrn),
            "refund.date": typed(sale.date),
            "refund.void-instead": pressed(Key.DIGIT_2),
            "refund.amount": typed(str(amount)),
            "refund.reason-1": pressed(Key(str(step.reason or 1))),
            "refund.confirm": enter,
            "refund.done": enter,
        },
    )
    _keep(stage, step.save_as, "0220", before, card=sale.card, amount=amount)
    return stopped


def _unlock(stage: Stage) -> str:
    screen, operator = stage.bench.screen.name, stage.bench.state.locked_by
    if screen != _LOCKED:
        raise ScenarioFailed(f"Unlock begins at a locked terminal, and this one shows {screen}")
    password = Secret.SUPERVISOR.value if operator == _SUPERVISOR else operator_secret(operator)
    return walk(stage, {_LOCKED: typed(operator), "lock.password": secret(password)})


def _card_at_hand(stage: Stage) -> str:
    at_hand = stage.bench.counter.at_hand
    if not at_hand:
        raise ScenarioFailed("no card is at the counter; a customer must arrive holding one")
    return at_hand[0]


def _keep(stage: Stage, name: str, mti: str, before: int, *, card: str, amount: int) -> None:
    """Keep what was sent last, whatever became of it."""
    if not name:
        return
    for seen in reversed(stage.tap.sent_since(before)):
        if seen.message.mti == mti:
            voucher, batch = seen.message.text(11), seen.message.text(60)[2:8]
            stage.values.keep(name, Kept(voucher, batch, amount, card).learnt(stage.bench.state))
            return
