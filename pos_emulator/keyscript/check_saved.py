"""What a script keeps and uses, in order: saved transactions and values, points to rewind to, cards at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, replace
from itertools import islice

from pos_emulator.keyscript.errors import BadArgument, BadStructure, ScriptError, UnknownName, hint_for
from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.spots import spot, use_of
from pos_emulator.keyscript.steps.clock import Given, Rewind, SavePoint, When
from pos_emulator.keyscript.steps.counter import CustomerArrives, CustomerLeaves, PresentCard, RemoveCard
from pos_emulator.keyscript.steps.expect import ExpectLedgerState, ExpectReceived, ExpectRecord, ExpectSent
from pos_emulator.keyscript.steps.fields import FieldEquals, FieldKept
from pos_emulator.keyscript.steps.moves import Refund, Sale, Void
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.keyscript.values import PARTS, Saved, Text
from pos_emulator.keyscript.world import World


def order_problems(script: Script, world: World) -> Iterator[ScriptError]:
    """What is used before it is there."""
    start = _Kept(world)
    yield from start.run(script.background)
    for scenario in script.scenarios:
        yield from start.copy().run(scenario.steps)


def values_in(step: Step) -> Iterator[Saved]:
    """Every value of the run that a step names, with or without a part."""
    for each in fields(step):
        value = getattr(step, each.name)
        for item in value if isinstance(value, tuple) else (value,):
            match item:
                case Saved():
                    yield item
                case Text() | FieldEquals(value=Text()):
                    yield from (item if isinstance(item, Text) else item.value).saved
                case Step():
                    yield from values_in(item)


def transactions_in(step: Step) -> tuple[str, ...]:
    """The saved transactions that a step works on as a whole."""
    match step:
        case Void(name) | Refund(name) | ExpectLedgerState(name) | ExpectRecord(name):
            return (name,)
        case When(command=command):
            return transactions_in(command)
    return ()


def kept_by(step: Step, world: World | None = None) -> dict[str, bool]:
    """The names a step keeps, and whether each is a transaction with parts."""
    match step:
        case Sale(save_as=name) | Refund(save_as=name) if name:
            return {name: True}
        case ExpectSent(fields=conditions) | ExpectReceived(fields=conditions):
            return {each.save_as: False for each in conditions if isinstance(each, FieldKept)}
        case Given(state) if world is not None:
            return dict.fromkeys(world.start_states.get(state, ()), True)
        case When(command=command):
            return kept_by(command, world)
    return {}


@dataclass(slots=True)
class _Kept:
    world: World
    names: dict[str, bool] = field(default_factory=dict)
    """Saved so far; whether it is a transaction."""
    points: dict[str, tuple[frozenset[str], frozenset[str], bool]] = field(default_factory=dict)
    """Points to rewind to, with the cards, those that were forgotten and whether a customer was there."""
    cards: frozenset[str] = frozenset()
    forgotten: frozenset[str] = frozenset()
    here: bool = False
    by_rule: bool = False
    """Whether a `When` may let customers come and go."""

    def copy(self) -> _Kept:
        return replace(self, names=dict(self.names), points=dict(self.points))

    def run(self, steps: tuple[Step, ...]) -> Iterator[ScriptError]:
        for step in steps:
            yield from islice(self._uses(step), 1)
            self.names |= kept_by(step, self.world)
            yield from self._points(step)
            yield from self._counter(step)

    def _uses(self, step: Step) -> Iterator[ScriptError]:
        for name in transactions_in(step):
            yield from self._known(step, name)
            if self.names.get(name) is False:
                yield BadArgument(use_of(step, name), f"${name} is a value, not a transaction")
        for saved in values_in(step):
            yield from self._known(step, saved.name)
            if self.names.get(saved.name) is True and not saved.part:
                parts = ", ".join(f"${saved.name}.{part}" for part in PARTS)
                yield BadArgument(
                    use_of(step, saved.name),
                    f"${saved.name} is a transaction: which part?",
                    hint=f"one of {parts}",
                )
            elif self.names.get(saved.name) is False and saved.part:
                yield BadArgument(use_of(step, saved.name), f"${saved.name} is a value and has no parts")

    def _known(self, step: Step, name: str) -> Iterator[ScriptError]:
        if name not in self.names:
            hint = hint_for(f"${name}", [f"${each}" for each in self.names])
            yield UnknownName(use_of(step, name), f"nothing is saved as ${name} before this", hint=hint)

    def _points(self, step: Step) -> Iterator[ScriptError]:
        match step:
            case SavePoint(name):
                self.points[name] = self.cards, self.forgotten, self.here
            case Rewind(name) if name in self.points:
                self.cards, self.forgotten, self.here = self.points[name]
            case Rewind(name):
                hint = hint_for(name, self.points, otherwise="Save marks a point")
                yield UnknownName(spot(step, name), f"no point is saved as {name} before this", hint=hint)

    def _counter(self, step: Step) -> Iterator[ScriptError]:
        if isinstance(step, When):
            self.by_rule = self.by_rule or isinstance(step.command, CustomerArrives | CustomerLeaves)
        if self.by_rule:
            return
        match step:
            case Given(state):
                cards = self.world.state_cards.get(state, frozenset())
                self.cards, self.here = self.cards | cards, self.here or bool(cards)
            case CustomerArrives(cards):
                self.forgotten -= frozenset(cards)
                self.cards, self.here = self.cards.union(cards), True
            case CustomerLeaves(forgetting):
                if not self.here:
                    yield BadStructure(step.place, "nobody is at the counter to leave it")
                elif forgetting:
                    yield from self._at_hand(step, forgetting)
                self.forgotten |= {forgetting} & self.cards
                self.cards, self.here = self.cards & self.forgotten, False
            case PresentCard(_, card) | RemoveCard(card):
                yield from self._at_hand(step, card)

    def _at_hand(self, step: Step, card: str) -> Iterator[ScriptError]:
        if card in self.world.cards and card not in self.cards:
            hint = f"expected Customer arrives holding {card} before it"
            yield BadStructure(spot(step, card), f"{card} is not at the counter", hint=hint)
