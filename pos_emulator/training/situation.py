"""Where a terminal stands, in so far as it matters for what to do next."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_emulator.firmware.peripherals import Printer, Screen
from pos_emulator.keyscript.observe.books import ledger_state
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.stage import Stage

_ENTRIES = frozenset({"typed", "stars", "count"})
"""Fields that hold what is being typed."""

_PASSING = frozenset({"now", "seconds", "number", "operator", "merchant"})
"""Fields that change by themselves, or from run to run."""

_AMOUNT_ENTRIES = frozenset({"sale.amount", "refund.amount"})

Place = tuple[tuple[str, str], ...]
"""A screen's name and the fields that tell it from another one of that name."""


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a terminal stands.

    Attributes:
        place: The screen.
        entry: What has been typed there; digits of a secret too, so never shown.
        money: How the known transactions stand, what is owed, what is in doubt.
        access: Wrong tries, locks, who is signed on.
        plugged, paper: The line and the printer.
        starred: Whether stars stand for what is typed.
    """

    place: Place
    entry: str = field(repr=False)
    money: tuple[object, ...]
    access: tuple[object, ...]
    plugged: bool
    paper: bool
    starred: bool = False

    @property
    def screen(self) -> str:
        """The screen's name."""
        return self.place[0][1]


def situation(stage: Stage, names: tuple[str, ...], *, hidden: str) -> Situation:
    """Where the terminal of a stage stands now.

    Args:
        stage: Where it plays.
        names: Transactions that the lesson knows by name.
        hidden: The digits behind the stars.
    """
    bench = stage.bench
    screen = bench.screen
    return Situation(
        place_of(screen),
        hidden if "stars" in screen.fields else entry_of(screen),
        _money(stage, names),
        _access(stage),
        bench.counter.plugged,
        bench.counter.paper is Printer.PRINTED,
        "stars" in screen.fields,
    )


def place_of(screen: Screen) -> Place:
    """The screen without what is being typed and what changes by itself."""
    left_out = _ENTRIES | _PASSING
    if screen.name in _AMOUNT_ENTRIES:
        left_out |= {"amount"}
    fields = sorted((name, str(value)) for name, value in screen.fields.items() if name not in left_out)
    return (("screen", screen.name), *fields)


def entry_of(screen: Screen) -> str:
    """What has been typed, where it can be seen."""
    if screen.name in _AMOUNT_ENTRIES:
        amount = screen.fields.get("amount")
        return str(amount) if amount else ""
    return str(screen.fields.get("typed", ""))


def _money(stage: Stage, names: tuple[str, ...]) -> tuple[object, ...]:
    state = stage.bench.state
    return tuple(_stands(stage, name) for name in names), state.owed is not None, state.doubts.count()


def _access(stage: Stage) -> tuple[object, ...]:
    state = stage.bench.state
    tries = tuple(
        (name, each.wrong, each.locked)
        for name in sorted(state.tries.names())
        if (each := state.tries.get(name)) is not None
    )
    return tries, state.locked_by, state.signed_on is None or state.needs_sign_on


def _stands(stage: Stage, name: str) -> tuple[str, int]:
    try:
        kept = stage.values.transaction(name, stage.bench.state)
    except ScenarioFailed:
        return "", 0
    state, refunded = ledger_state(stage, kept)
    return state.value, refunded
