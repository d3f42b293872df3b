"""The way through the menus: which digits lead from the main menu to an entry."""

from __future__ import annotations

from pos_emulator.firmware.menu import SUBMENUS
from pos_emulator.profile import Profile


def path_to(profile: Profile, entry: str, menu: str = "main") -> tuple[str, ...]:
    """The digits, in order; empty where no digits lead there."""
    for each in profile.menu[menu]:
        if each.item == entry:
            return (each.digit,)
    for each in profile.menu[menu]:
        if each.item in SUBMENUS and (rest := path_to(profile, entry, each.item)):
            return (each.digit, *rest)
    return ()
