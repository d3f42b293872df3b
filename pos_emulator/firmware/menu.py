"""The menus: the profile says where an entry stands, this table what it does. Only what works is on them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.firmware.flow import Cancelled, Stopped
from pos_emulator.firmware.flows.echo import echo
from pos_emulator.firmware.flows.logon import logon
from pos_emulator.firmware.flows.sale import sale
from pos_emulator.firmware.flows.void import void
from pos_emulator.firmware.peripherals import Key
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Choose

Flow = Callable[[Pos], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry does; those about money need a sign-on of today."""

    flow: Flow
    needs_sign_on: bool = False


FLOWS: Mapping[str, Entry] = MappingProxyType(
    {
        "sale": Entry(sale, needs_sign_on=True),
        "void": Entry(void, needs_sign_on=True),
        "logon": Entry(logon),
        "echo": Entry(echo),
    }
)
"""By the name of the entry, which texts, profiles and scripts share."""

SUBMENUS = ("print", "admin", "others")


async def run_menu(pos: Pos, name: str) -> None:
    """Show a menu and run what is chosen; 取消 goes up."""
    while True:
        item = await choose(pos, name)
        if item in SUBMENUS:
            try:
                await run_menu(pos, item)
            except Cancelled:
                continue
        else:
            entry = FLOWS[item]
            if entry.needs_sign_on and needs_sign_on(pos):
                raise Stopped("logon.needed")
            await entry.flow(pos)
        return


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
    today = f"{pos.clock.now():%m%d}"
    return signed_on is None or signed_on.day != today or pos.state.needs_sign_on or not pos.host.has_keys
