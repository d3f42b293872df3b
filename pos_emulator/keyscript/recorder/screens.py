"""What a recorder must know of the screens: where one waits, where one types, where it is idle."""

from __future__ import annotations

from pos_emulator.firmware.peripherals import Screen

WORKING = frozenset(
    {
        "host.connecting",
        "host.sending",
        "host.receiving",
        "query.refund",
        "reversal.sending",
        "settle.resume",
        "settle.sending",
        "settle.upload",
    }
)
"""Screens that go away by themselves, and whose number depends on how fast line and host are."""

PRINTING = frozenset({"query.refund-booked", "refund.approved", "sale.approved", "void.approved"})
"""Screens that stay while a slip comes out."""

TOO_SHORT = "password.short"
"""Says that more digits are wanted; the next key goes on with the entry."""

IN_CLEAR = "keys.component"
"""Screens into which a key is typed."""


def is_busy(screen: Screen) -> bool:
    """Whether the terminal works and nobody can press anything."""
    return screen.name in WORKING or screen.name in PRINTING


def hides(screen: Screen) -> bool:
    """Whether what is typed there is a secret."""
    return "stars" in screen.fields or screen.name.startswith(IN_CLEAR)


def takes_digits(screen: Screen) -> bool:
    """Whether digits fill a row there."""
    return hides(screen) or typed_on(screen) is not None


def typed_on(screen: Screen) -> str | None:
    """What stands in the row that digits fill, as digits; None where there is none."""
    if "typed" in screen.fields:
        return str(screen.fields["typed"])
    if screen.name.endswith(".amount"):
        amount = screen.fields.get("amount")
        return "" if not amount else str(amount)
    return None


def is_idle(screen: Screen) -> bool:
    """Whether the terminal shows one of its idle screens."""
    return screen.name.startswith("idle.") or screen.name in ("power.owed", "power.in-doubt")
