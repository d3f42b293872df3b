"""Every name in a script is held against the product."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pos_emulator.keyscript.errors import BadArgument, ScriptError, UnknownName, hint_for, one_of, quoted
from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.spots import spot
from pos_emulator.keyscript.steps.clock import Given, When
from pos_emulator.keyscript.steps.counter import CustomerArrives, CustomerLeaves, PresentCard, RemoveCard
from pos_emulator.keyscript.steps.expect import (
    ExpectField,
    ExpectReceived,
    ExpectScreen,
    ExpectSent,
    ExpectShows,
    ExpectWhy,
)
from pos_emulator.keyscript.steps.fields import Condition, FieldEquals
from pos_emulator.keyscript.steps.host import HostDeaf, HostLate, HostReply, HostRule, HostSilent
from pos_emulator.keyscript.steps.keys import TypeSecret
from pos_emulator.keyscript.steps.line import AddFault
from pos_emulator.keyscript.steps.moves import ChooseMenu, Logon, Sale
from pos_emulator.keyscript.steps.step import Act, Step
from pos_emulator.keyscript.values import Text
from pos_emulator.keyscript.world import World

_LIST_SCREENS = "pos-emulator screens --names lists them"
_LIST_RULES = "pos-emulator rules lists them"
_LIST_CARDS = "pos-emulator cards lists them"


def name_problems(script: Script, world: World) -> Iterator[ScriptError]:
    """Names that do not exist, and things that this product cannot be asked."""
    names = _Names(world, frozenset[str]().union(*world.screens.values()))
    if script.profile is not None and not script.profile.name.endswith(".toml"):
        yield from names.known(script.profile, script.profile.name, world.profiles, "profile")
    for step in script.requires:
        yield from names.known(step, step.feature, world.features, "feature")
    yield from names.of_steps(script.background)
    seen: set[int] = set()
    for scenario in script.scenarios:
        # Rows of Examples share the steps of the lines that name no column.
        yield from names.of_steps(step for step in scenario.steps if id(step) not in seen)
        seen.update(map(id, scenario.steps))


@dataclass(slots=True)
class _Names:
    world: World
    fields: frozenset[str]
    """Of all screens."""
    shown: str = ""
    """The screen that the last `Expect Shows` named, until something acts."""

    def of_steps(self, steps: Iterable[Step]) -> Iterator[ScriptError]:
        self.shown = ""
        for step in steps:
            yield from self.of_step(step)
            if isinstance(step, Act):
                self.shown = ""
            elif isinstance(step, ExpectShows) and not step.negated and step.screen in self.world.screens:
                self.shown = step.screen

    def of_step(self, step: Step) -> Iterator[ScriptError]:
        world = self.world
        match step:
            case When(command=command):
                yield from self.of_step(command)
            case TypeSecret(name):
                yield from self._secret(step, name)
            case ChooseMenu(entry):
                yield from self._menu(step, entry)
            case Logon(operator):
                yield from self.known(step, operator, world.operators, "operator")
            case Sale(card=card, by=by) if card:
                yield from self._card(step, card, by)
            case PresentCard(way, card):
                yield from self._card(step, card, way)
            case RemoveCard(card) | CustomerLeaves(card) if card:
                yield from self._card(step, card)
            case CustomerArrives(cards):
                unknown = next((card for card in cards if card not in world.cards), "")
                if unknown:
                    yield from self._card(step, unknown)
            case Given(state):
                yield from self.known(step, state, world.start_states, "start state")
            case HostReply(code, mti):
                yield from self._code(step, code, mti)
                yield from self._request(step, mti)
            case HostSilent(mti) | HostDeaf(mti) | HostLate(mti=mti):
                yield from self._request(step, mti)
            case AddFault(fault):
                yield from self._request(step, fault.mti)
            case HostRule(rule):
                yield from self._rule(step, rule)
            case ExpectScreen(name) | ExpectShows(name) if name:
                yield from self.known(step, name, world.screens, "screen", otherwise=_LIST_SCREENS)
            case ExpectField():
                yield from self._field(step)
            case ExpectWhy(rule):
                yield from self.known(step, rule, world.reasons, "rule or guard", otherwise=_LIST_RULES)
            case ExpectSent(mti, fields):
                yield from self.known(step, mti, world.requests, "request")
                yield from self._elements(step, fields)
            case ExpectReceived(mti, fields):
                yield from self.known(step, mti, world.responses, "response")
                yield from self._elements(step, fields)

    def known(
        self, step: Step, name: str, names: Collection[str], what: str, *, otherwise: str = ""
    ) -> Iterator[ScriptError]:
        if name not in names:
            # Of numbers, the nearest by its digits is not what was meant.
            listed = f"expected {one_of(sorted(names))}"
            hint = listed if name.isdigit() else hint_for(name, names, otherwise=otherwise)
            yield UnknownName(spot(step, name), f"there is no {what} {quoted(name)}", hint=hint)

    def _card(self, step: Step, name: str, way: str | None = None) -> Iterator[ScriptError]:
        ways = self.world.cards.get(name)
        if ways is None:
            yield from self.known(step, name, self.world.cards, "card", otherwise=_LIST_CARDS)
        elif way is not None and way not in ways:
            problem = f"{name} cannot be read by {way}"
            yield BadArgument(spot(step, way), problem, hint=f"expected {' or '.join(ways)}")

    def _secret(self, step: Step, name: str) -> Iterator[ScriptError]:
        if name in self.world.cards and name not in self.world.pins:
            yield BadArgument(spot(step, name), f"{name} has no PIN", hint="press Enter without one")
        else:
            known = self.world.secrets | self.world.pins
            yield from self.known(
                step, name, known, "secret", otherwise="supervisor, refund, admin or a card's name"
            )

    def _menu(self, step: Step, entry: str) -> Iterator[ScriptError]:
        why = self.world.menu_elsewhere.get(entry)
        if why is not None and entry not in self.world.menu_entries:
            yield BadArgument(spot(step, entry), f"the menu entry {entry} {why}")
        else:
            yield from self.known(step, entry, self.world.menu_entries, "menu entry", otherwise=_LIST_SCREENS)

    def _code(self, step: Step, code: str, mti: str | None) -> Iterator[ScriptError]:
        if mti == "0400" and code in self.world.ends_reversal:
            problem = f"{code} to an 0400 ends a reversal, and only the ledger may say so"
            yield BadArgument(spot(step, code), problem, hint="choose another code")
        elif code not in self.world.codes:
            yield UnknownName(spot(step, code), f"there is no response code {quoted(code)}")

    def _request(self, step: Step, mti: str | None) -> Iterator[ScriptError]:
        if mti is not None:
            yield from self.known(step, mti, self.world.requests, "request")

    def _rule(self, step: Step, rule: str) -> Iterator[ScriptError]:
        switchable = [name for name, switched in self.world.rules.items() if switched]
        if self.world.rules.get(rule) is False:
            problem = f"the rule {rule} cannot be switched"
            yield BadArgument(spot(step, rule), problem, hint=f"these can: {', '.join(switchable)}")
        else:
            yield from self.known(step, rule, switchable, "host rule", otherwise=_LIST_RULES)

    def _field(self, step: ExpectField) -> Iterator[ScriptError]:
        name, value = step.field, step.value
        fields = self.world.screens[self.shown] if self.shown else self.fields
        if name not in fields:
            what = f"field on {self.shown} named" if self.shown else "field"
            yield from self.known(step, name, fields, what, otherwise=_LIST_SCREENS)
        elif name not in self.world.amount_fields and isinstance(value, int):
            figures = f"{value // 100}.{value % 100:02d}"
            yield BadArgument(
                spot(step, figures), f"{name} holds no amount", hint=f'a text is written "{figures}"'
            )
        elif name in self.world.amount_fields and isinstance(value, Text):
            text = str(value)
            if re.fullmatch("[0-9]+([.][0-9]?)?", text):
                yield BadArgument(
                    spot(step, text), f"{name} holds an amount", hint="expected one such as 58.00"
                )

    def _elements(self, step: Step, fields: Iterable[Condition]) -> Iterator[ScriptError]:
        for number in sorted({each.number for each in fields} - self.world.elements):
            problem = f"there is no element {number}"
            yield UnknownName(
                spot(step, f"F{number}"), problem, hint=f"they end with F{max(self.world.elements)}"
            )
        for each in fields:
            if isinstance(each, FieldEquals) and each.number in self.world.elements and not each.value.saved:
                problem = self.world.value_problem(each.number, str(each.value))
                if problem:
                    place = spot(step, f"F{each.number}=")
                    yield BadArgument(place, f"F{each.number} never has this value: {problem}")
                    return
