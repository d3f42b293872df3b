"""The menus: the profile says where an entry stands, this table what it does. Only what works is on them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.firmware.flow import Cancelled, SignOnAgain, Stopped
from pos_emulator.firmware.flows.administrator import (
    clear_reversal,
    close_batch,
    load_master_key,
    refund_by_hand,
    unlock_passwords,
)
from pos_emulator.firmware.flows.change_password import (
    change_administrator_password,
    change_own_password,
    change_supervisor_password,
)
from pos_emulator.firmware.flows.echo import echo
from pos_emulator.firmware.flows.lock import lock
from pos_emulator.firmware.flows.logoff import logoff
from pos_emulator.firmware.flows.logon import ADMINISTRATOR, SUPERVISOR, ask_operator, sign_on_as
from pos_emulator.firmware.flows.query import query
from pos_emulator.firmware.flows.refund import refund
from pos_emulator.firmware.flows.refund_query import refund_query
from pos_emulator.firmware.flows.reprint import reprint_any, reprint_last, reprint_settlement
from pos_emulator.firmware.flows.sale import sale
from pos_emulator.firmware.flows.settle import offer_to_go_on, settle
from pos_emulator.firmware.flows.void import void
from pos_emulator.firmware.passwords import Secret, require_password
from pos_emulator.firmware.peripherals import Key
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Choose, Warn

Flow = Callable[[Pos], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry does, and what must be so before it may."""

    flow: Flow
    needs_sign_on: bool = False
    moves_money: bool = False
    """It does not start while a settlement is under way."""


async def logon(pos: Pos) -> None:
    """签到: an operator signs on; 00 and 99 come to their menus, and cannot sell."""
    number = await ask_operator(pos)
    if number == SUPERVISOR:
        await require_password(pos, Secret.SUPERVISOR, screen="logon.password", what="supervisor menu")
        await stay_in_menu(pos, "supervisor")
    elif number == ADMINISTRATOR:
        await require_password(pos, Secret.ADMIN, screen="logon.password", what="administrator menu")
        await stay_in_menu(pos, "administrator")
    else:
        await sign_on_as(pos, number)


async def stay_in_menu(pos: Pos, name: str) -> None:
    """One thing after the other until 取消; then a reminder that this is nobody who sells."""
    while True:
        try:
            await run_menu(pos, name)
        except Cancelled:
            await Warn("logon.supervisor")
            return


FLOWS: Mapping[str, Entry] = MappingProxyType(
    {
        "sale": Entry(sale, needs_sign_on=True, moves_money=True),
        "void": Entry(void, needs_sign_on=True, moves_money=True),
        "refund": Entry(refund, needs_sign_on=True, moves_money=True),
        "reprint-last": Entry(reprint_last),
        "reprint-any": Entry(reprint_any),
        "reprint-settlement": Entry(reprint_settlement),
        "logon": Entry(logon),
        "logoff": Entry(logoff, needs_sign_on=True, moves_money=True),
        "query": Entry(query),
        "settle": Entry(settle, needs_sign_on=True),
        "lock": Entry(lock),
        "password": Entry(change_own_password),
        "refund-query": Entry(refund_query, needs_sign_on=True),
        "echo": Entry(echo),
        "supervisor-password": Entry(change_supervisor_password),
        "keys": Entry(load_master_key),
        "clear-reversal": Entry(clear_reversal),
        "refund-by-hand": Entry(refund_by_hand),
        "close-batch": Entry(close_batch),
        "unlock": Entry(unlock_passwords),
        "administrator-password": Entry(change_administrator_password),
    }
)
"""By the name of the entry, which texts, profiles and scripts share."""

SUBMENUS = ("print", "admin", "others")


async def run_menu(pos: Pos, name: str) -> None:
    """Show a menu and run what is chosen; 取消 in what was chosen does not come back to the menu."""
    await run_entry(pos, await choose_entry(pos, name))


async def choose_entry(pos: Pos, name: str) -> str:
    """The entry chosen from a menu or from one below it; 取消 goes up."""
    while (item := await choose(pos, name)) in SUBMENUS:
        with suppress(Cancelled):
            return await choose_entry(pos, item)
    return item


async def run_entry(pos: Pos, item: str, flow: Flow | None = None) -> None:
    """Run the flow of an entry (or `flow` in its place), once what it needs is there.

    Raises:
        SignOnAgain: a sign-on of today is missing.
        Stopped: a settlement is under way and was not gone on with.
    """
    entry = FLOWS[item]
    pos.title = item
    if entry.moves_money and pos.state.settling is not None:
        await offer_to_go_on(pos)
        raise Stopped
    if entry.needs_sign_on and needs_sign_on(pos):
        raise SignOnAgain
    await (flow or entry.flow)(pos)


async def choose(pos: Pos, name: str) -> str:
    """The name of one entry of a menu, over its pages."""
    items = working(pos, name)
    pages = len(pos.texts.menu_rows(f"menu.{name}", items))
    screens = tuple(f"menu.{name}" if page == 0 else f"menu.{name}-{page + 1}" for page in range(pages))
    options = {Key(digit): item for digit, item in items}
    item: str = await Choose(screens, options, items=items)
    return item


def working(pos: Pos, name: str) -> tuple[tuple[str, str], ...]:
    """The entries of a menu that do something, as (digit, name); a menu with none is not shown."""
    entries = pos.profile.menu[name]
    return tuple(
        (entry.digit, entry.item)
        for entry in entries
        if entry.item in FLOWS or (entry.item in SUBMENUS and working(pos, entry.item))
    )


def needs_sign_on(pos: Pos) -> bool:
    """Whether nothing about money may be asked of the host before a sign-on."""
    signed_on = pos.state.signed_on
    return signed_on is None or signed_on.day != pos.today or pos.state.needs_sign_on or not pos.host.has_keys
