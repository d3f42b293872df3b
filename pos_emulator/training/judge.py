"""Sees which mistake a deed was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.firmware.peripherals import Key
from pos_emulator.training.mistakes import SAY_WHAT_WAS_WRONG
from pos_emulator.training.plan import Act, Deed, Ended, Press, Stroke
from pos_emulator.training.scene import money_sent
from pos_emulator.training.signature import signature
from pos_emulator.training.situation import Situation, place_of
from pos_emulator.training.walk import Walk

_CARDS = frozenset({"swipe", "insert", "tap"})
_ASKED_THE_HOST = ("host.connecting", "host.sending", "host.receiving")
_SEEN = MappingProxyType(
    {"void.check": "other-sale-seen", "refund.confirm": "amount-seen", "refund.confirm-card": "other-card"}
)
_MONEY = MappingProxyType({"void": "wrong-void", "refund": "wrong-refund", "sale": "charged-unasked"})
_BY_SCREEN = MappingProxyType({**SAY_WHAT_WAS_WRONG, "settle.done": "settled-early"})


@dataclass(frozen=True, slots=True)
class Before:
    """A walk just before a deed.

    Attributes:
        planned: Whether the deed is the one that the plan has.
        sent: How many messages there were.
        owed: Whether a reversal was owed.
        locked: How many secrets were locked.
        unshielded: Whether the first digit of a secret is typed for others to see.
    """

    here: Situation
    planned: bool
    sent: int
    owed: bool
    locked: int
    unshielded: bool

    @classmethod
    def of(cls, walk: Walk, deed: Deed) -> Before:
        """Now."""
        here = walk.here
        state, screen = walk.stage.bench.state, walk.stage.bench.screen
        item = walk.plan.items[walk.at]
        planned = (
            isinstance(item, Stroke)
            and not walk.lost
            and walk.meant(deed)
            and item.before.place == here.place
            and walk.entered(walk.at, here.entry)
        )
        typing = isinstance(deed, Press) and deed.key.is_digit and "stars" in screen.fields
        secret = typing and screen.name != "password.unlock"
        return cls(
            here,
            planned,
            walk.stage.tap.count,
            state.owed is not None,
            _locked(walk),
            secret and walk.lesson.watched and not walk.shielded and not walk.hidden,
        )


def mistakes_of(walk: Walk, before: Before, deed: Deed) -> Iterator[str]:
    """Names of the mistakes that a deed was, now that it is done."""
    yield from _money(walk, before)
    if before.unshielded:
        yield "unshielded"
    yield from _looks(walk, before)
    if before.planned:
        return
    if isinstance(deed, Act):
        yield from _at_the_counter(walk, before, deed)
    yield from _shown(walk, before)
    other_sale = before.here.screen == "void.check" and not _known(walk, before.here.place)
    if other_sale and deed == Press(Key.ENTER) and walk.here.screen != "void.check":
        yield "other-sale-confirmed"
    if _locked(walk) > before.locked:
        yield "locked"


def _money(walk: Walk, before: Before) -> Iterator[str]:
    for seen in money_sent(walk.stage, before.sent):
        sent = signature(walk.stage, seen, walk.plan.names)
        if sent not in walk.plan.sends:
            yield _MONEY[sent[0]]


def _at_the_counter(walk: Walk, before: Before, deed: Act) -> Iterator[str]:
    if deed.act in _CARDS and before.owed:
        waiting = before.here.screen.startswith(_ASKED_THE_HOST)
        yield "impatient" if waiting else "swiped-again"
    if deed.act == "go":
        final = walk.plan.items[-1]
        assert isinstance(final, Ended)
        yield "no-slip" if final.before.money == before.here.money else "sent-away"


def _shown(walk: Walk, before: Before) -> Iterator[str]:
    for screen in walk.shown:
        if screen.name == before.here.screen and place_of(screen) == before.here.place:
            continue
        name = _BY_SCREEN.get(screen.name, "")
        if name == "voucher-unknown" and _of_a_reference(walk, before.here.entry):
            name = "reference-as-voucher"
        if name:
            yield name


def _looks(walk: Walk, before: Before) -> Iterator[str]:
    """Screens that are there to be read, and show something else than the plan."""
    for screen in walk.shown:
        place = place_of(screen)
        if screen.name in _SEEN and place != before.here.place and not _known(walk, place):
            yield _SEEN[screen.name]


def _known(walk: Walk, place: object) -> bool:
    return any(isinstance(item, Stroke | Ended) and item.before.place == place for item in walk.plan.items)


def _of_a_reference(walk: Walk, typed: str) -> bool:
    """Whether the digits stand in a reference number of the lesson, and are not merely short."""
    records = walk.stage.bench.state.batch.values()
    return len(typed) >= 4 and any(typed in record.rrn for record in records)


def _locked(walk: Walk) -> int:
    return sum(tries.locked for tries in walk.stage.bench.state.tries.values())
