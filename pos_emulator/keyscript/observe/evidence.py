"""What a failed expectation is shown with: screens, keys, messages, books. Everything masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from iso8583_specs.describe import as_table
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from pos_emulator.acquirer.ledger_view import Entry, entries
from pos_emulator.firmware.peripherals import Screen
from pos_emulator.keyscript.observe.messages import Seen
from pos_emulator.keyscript.runner.stage import Stage, Touch
from pos_emulator.texts.layout import cells

_KEYS_SHOWN = 12
_SCREENS_SHOWN = 8
_MESSAGES_SHOWN = 2
_BOOKINGS_SHOWN = 8
_GAP = "   "


def around(stage: Stage, *, in_full: bool = False) -> tuple[str, ...]:
    """What is shown whatever failed: the last keys, what crossed the line since the last command, the books.

    Args:
        stage: Where it failed.
        in_full: Every message since the last command, not the last ones alone.
    """
    last = [what for what, _ in strokes(stage.touches)][-_KEYS_SHOWN:]
    return (
        f"last keys: {' · '.join(last) or 'none'}",
        *_messages(stage, 0 if in_full else _MESSAGES_SHOWN),
        *books(stage),
    )


def _messages(stage: Stage, most: int) -> Iterator[str]:
    """Those since the last command, the last ones of many; all of them where the most is 0."""
    messages = [seen for seen in stage.tap.messages() if seen.number >= stage.marks.messages]
    shown = messages[-most:]
    yield "messages since the last command:" if shown else "messages since the last command: none"
    if len(shown) < len(messages):
        yield f"  ({len(messages) - len(shown)} before these)"
    yield from (f"  {line}" for seen in shown for line in table_of(seen))


def screens_beside(expected: Iterable[str], screens: Sequence[Screen]) -> tuple[str, ...]:
    """What was expected, and beside it the screens, the last ones of many.

    Of a screen that was typed into, only the last look at it is shown.
    """
    looks = [
        last for last, after in zip_longest(screens, screens[1:]) if not after or last.name != after.name
    ]
    shown = looks[-_SCREENS_SHOWN:]
    right = ["shown since the last command"]
    if len(shown) < len(looks):
        right.append(f"({len(looks) - len(shown)} before these)")
    for screen in shown:
        right.append(screen.name)
        right += [f"  {row.rstrip()}" for row in screen.rows if row.strip()]
    left = ["expected", *expected]
    width = max(map(cells, left))
    return tuple(
        f"{one}{' ' * (width - cells(one))}{_GAP}{other}".rstrip()
        for one, other in zip_longest(left, right, fillvalue="")
    )


def table_of(seen: Seen) -> tuple[str, ...]:
    """A message, decoded and masked."""
    way = "sent" if seen.sent else "received"
    head, *rows = as_table(seen.message, UNIONPAY_POS).split("\n")
    return (f"{way} at {seen.at:%H:%M:%S}: {head}", *(f"  {row}" for row in rows))


def list_of(messages: Sequence[Seen]) -> tuple[str, ...]:
    """Messages in one line each, the last ones of many."""
    lines = [
        f"{'sent    ' if seen.sent else 'received'} {seen.at:%H:%M:%S} {seen.message.mti}"
        + (f" F39={seen.message.text(39)}" if 39 in seen.message else "")
        for seen in messages[-_MESSAGES_SHOWN:]
    ]
    return tuple(lines) or ("nothing",)


def books(stage: Stage) -> tuple[str, ...]:
    """The host's last bookings, one line each."""
    ledger = stage.bench.ledger
    if ledger is None:
        return ("ledger: not ours to read",)
    found = entries(ledger, last=_BOOKINGS_SHOWN)
    return (
        ("ledger:", *(f"  {_booking(entry)}" for entry in found)) if found else ("ledger: nothing is booked",)
    )


def strokes(touches: Sequence[Touch], *, since: int = 0) -> Iterator[tuple[str, str]]:
    """What was done and where it led; digits that stayed on one screen are one stroke.

    Args:
        touches: All of them.
        since: The first that is told; those before it only say at which screen it was done.
    """
    digits, before = "", touches[since - 1].screen if since else ""
    for touch in touches[since:]:
        if len(touch.what) == 1 and touch.screen == before:
            digits += touch.what
            continue
        if digits:
            yield digits, before
        digits, before = "", touch.screen
        yield touch.what, touch.screen
    if digits:
        yield digits, before


def _booking(entry: Entry) -> str:
    refunded = f", {_yuan(entry.refunded)} refunded" if entry.refunded else ""
    return (
        f"{entry.id.batch}/{entry.id.stan} {entry.kind} {_yuan(entry.amount)} {entry.masked_pan} "
        f"{entry.state}{refunded}"
    )


def _yuan(amount: int) -> str:
    return f"{amount // 100}.{amount % 100:02d}"
