"""Where a recorded script begins: a start state, and the moves that bring it to where the terminal was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pos_emulator.cards import load_cards
from pos_emulator.counter.counter import Counter, Place
from pos_emulator.firmware.batch import mark_of
from pos_emulator.firmware.peripherals import Entry, Printer, Screen
from pos_emulator.firmware.records import KeptCard, Mark, Transaction
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.recorder.known_moves import yuan
from pos_emulator.keyscript.recorder.naming import Named, Names
from pos_emulator.profile import Profile, profile_names
from pos_emulator.security.masking import mask_pan

_WAYS = {Entry.SWIPE.value: "swipe", Entry.INSERT.value: "insert", Entry.TAP.value: "tap"}
_FIRST = "01"
_PAPER = {Printer.NO_PAPER: "out", Printer.JAM: "jam"}
_IDLE = frozenset({"idle.signed-on", "idle.signed-off", "idle.new-day"})
LEAVES = "Customer leaves"
_RECORD = "or use pos-emulator record, on a new terminal"


class CannotBegin(Exception):  # noqa: N818 - said to a person, not an error of the program
    """What the terminal remembers cannot be made again by keys; the text says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How the script begins.

    Attributes:
        given: The start state.
        lines: What follows it, to where the terminal was.
        names: The transactions of the open batch.
        operator: Who is in charge; empty for nobody.
    """

    given: str
    lines: tuple[str, ...]
    names: Names = field(default_factory=Names)
    operator: str = ""
    refunded: Mapping[str, int] = field(default_factory=dict)
    """How much of each sale is refunded already, by its RRN."""
    voided: frozenset[str] = frozenset()
    """The RRNs of the sales that are voided already."""
    settled: tuple[Named, ...] = ()
    """The sales of settled batches, the latest first; which card each was is not remembered."""
    today: str = ""
    """MMDD, of the sign-on."""


def opening(state: State, profile: Profile, *, source: str, counter: Counter, screen: Screen) -> Opening:
    """How a script gets to where the terminal is.

    Args:
        state: What it remembers.
        profile: Its settings, and
        source: what a script calls them: a name, or a file.
        counter: Who and what is there.
        screen: What it shows.

    Raises:
        CannotBegin: it cannot.
    """
    _check(state, source, screen)
    names = Names()
    operator = state.signed_on.operator if state.signed_on is not None else ""
    signed_off = screen.name == "idle.signed-off"
    delivered = not state.passwords.count() and profile.forced_password_change
    given = "fresh" if delivered else "signed-off" if signed_off else "signed-on"
    lines = [] if given == "signed-on" or signed_off else [f"Logon {_FIRST}"]
    if operator not in ("", _FIRST) and not signed_off:
        given, lines = "fresh" if delivered else "signed-off", [f"Logon {operator}"]
    held = _holding(counter, state)
    lines += held
    day = ""
    for record in state.batch.values():
        lines += _days_on(day, record.day, operator)
        lines += _again(state, record, names)
        day = record.day
    if state.signed_on is not None:
        lines += _days_on(day, state.signed_on.day, operator)
    if screen.name == "idle.new-day":
        lines.append("Clock day +1")
    if held:
        lines += _gone(counter)
    lines += _around(counter)
    refunded: dict[str, int] = {}
    for record in state.batch.values():
        if record.kind == "refund":
            refunded[record.original_rrn] = refunded.get(record.original_rrn, 0) + record.amount
    voided = frozenset(named.rrn for named in names.all if state.voids.get(named.voucher) is not None)
    return Opening(
        given,
        tuple(lines),
        names,
        "" if signed_off else operator,
        refunded,
        voided,
        _settled(state),
        "" if state.signed_on is None else state.signed_on.day,
    )


def _settled(state: State) -> tuple[Named, ...]:
    sales = [
        Named("", each.kind, each.voucher, each.batch, each.amount, "", each.rrn, each.date)
        for each in state.settled.values()
        if each.kind == "sale"
    ]
    return tuple(sorted(sales, key=lambda sale: (sale.batch, sale.voucher), reverse=True))


def _check(state: State, source: str, screen: Screen) -> None:
    if screen.name not in _IDLE:
        raise CannotBegin("a recording begins at the idle screen; go there first")
    if state.owed is not None or state.doubts.count() or state.by_hand.count():
        raise CannotBegin(f"something is owed, in doubt or by hand: settle that first, {_RECORD}")
    if any(tries.wrong or tries.locked for tries in state.tries.values()):
        raise CannotBegin(f"wrong passwords are counted: type the right one first, {_RECORD}")
    if state.settling is not None or state.slip_due is not None or state.settlement_slip_due:
        raise CannotBegin("a settlement or a slip is not finished: finish it first")
    if state.batch.count() and screen.name == "idle.signed-off":
        raise CannotBegin("transactions are open and nobody is signed on: sign on first")
    if not source.endswith(".toml") and source not in profile_names():
        raise CannotBegin("the profile is a file of its own; use pos-emulator record with --profile FILE")


def _days_on(day: str, other: str, operator: str) -> Iterator[str]:
    """Another day has come since; whether it is the next one makes no difference."""
    if day not in ("", other):
        yield "Clock day +1"
        yield f"Logon {operator}"


def _again(state: State, record: Transaction, names: Names) -> Iterator[str]:
    """A transaction of the open batch as a move."""
    if record.kind == "void":
        original = names.by_voucher(record.original_voucher)
        if original is None:
            raise CannotBegin(f"a void has lost its sale: settle first, {_RECORD}")
        yield f"Void ${original.name}"
        return
    card = _card_of(record.card)
    if mark_of(state, record) not in (Mark.APPROVED, Mark.VOIDED) or not card:
        raise CannotBegin(f"the open batch cannot be made again by keys: settle first, {_RECORD}")
    name = names.next(record.kind)
    named = Named(
        name, record.kind, record.voucher, record.batch, record.amount, card, record.rrn, record.date
    )
    if record.kind == "refund":
        original = names.by_rrn(record.original_rrn)
        if original is None:
            raise CannotBegin(f"the open batch has a refund of an earlier sale: settle first, {_RECORD}")
        reason = f" reason={record.reason}" if record.reason in ("2", "3") else ""
        yield f"Refund ${original.name} {yuan(str(record.amount))}{reason} as ${name}"
    else:
        way = _WAYS.get(record.card.entry, "")
        by = "" if way in ("", load_cards()[card].default_way) else f" by={way}"
        yield f"Sale {yuan(str(record.amount))} card={card}{by} as ${name}"
    names.keep(named)


def _card_of(kept: KeptCard) -> str:
    """The test card, by the digits that may be shown; empty where none has them."""
    found = [name for name, card in load_cards().items() if mask_pan(card.pan) == kept.masked]
    return found[0] if len(found) == 1 else ""


def _holding(counter: Counter, state: State) -> list[str]:
    """The customer, with every card that is at hand or was used."""
    cards = {name for name, place in counter.cards.items() if place is not Place.GONE}
    cards |= {card for record in state.batch.values() if (card := _card_of(record.card))}
    ordered = [name for name in load_cards() if name in cards]
    return [f"Customer arrives holding {' '.join(ordered)}"] if ordered else []


def _gone(counter: Counter) -> Iterator[str]:
    """Who went, and what lies there since: one card by one customer; who came after that is here."""
    first, *others = [name for name, place in counter.cards.items() if place is Place.FORGOTTEN] or [""]
    if first:
        yield f"{LEAVES} forgetting {first}"
    elif not counter.customer_here:
        yield LEAVES
    for name in others:
        yield from (f"Customer arrives holding {name}", f"{LEAVES} forgetting {name}")
    held = [name for name, place in counter.cards.items() if place in (Place.WITH_CUSTOMER, Place.IN_READER)]
    if first and held and counter.customer_here:
        yield f"Customer arrives holding {' '.join(held)}"


def _around(counter: Counter) -> Iterator[str]:
    if counter.paper in _PAPER:
        yield f"Paper {_PAPER[counter.paper]}"
    if not counter.plugged:
        yield "Line unplug"
