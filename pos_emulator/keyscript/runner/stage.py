"""What a scenario plays on: one bench, with a memory of what was pressed, shown and heard."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple, Protocol

from pos_emulator.counter.counter import Place
from pos_emulator.firmware.peripherals import Beep, Event, Key, Refused, Screen
from pos_emulator.keyscript.backends.bench import MoneyCheck, ScriptBench
from pos_emulator.keyscript.backends.core import CoreBench, on_core
from pos_emulator.keyscript.observe.messages import Overheard, Seen
from pos_emulator.keyscript.observe.screen_text import all_rows, found
from pos_emulator.keyscript.observe.snapshot import Snapshot
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.kept import KeptValues
from pos_emulator.keyscript.runner.telephone import UNLOCK_CODE, code_by_telephone
from pos_emulator.keyscript.runner.training_secrets import Secrets
from pos_emulator.keyscript.start_states import Prepared
from pos_emulator.keyscript.steps.clock import When
from pos_emulator.oracle.case import Case
from pos_emulator.oracle.finding import Finding

_KEY_COMPONENTS = "keys.component"
"""Screens into which a key is typed, in clear but for its last digit."""

_DIGITS = MappingProxyType({key.value: key for key in Key if key.is_digit})
"""Looked up with every digit of a secret; to ask the enum for its member takes longer than all else around it."""

OpenBench = Callable[[Prepared, int], ScriptBench]
"""Makes a bench that begins from a start state; the number is what its own chance follows from."""

MOST_FIRINGS = 100
"""How often the rules of a scenario may fire on one command."""


class Touch(NamedTuple):
    """One thing that was done, and the screen it led to. A digit of a secret is a star."""

    what: str
    screen: str
    shown: int = 0
    """How many screens there had been by then, on this bench."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How much of everything there was when the last acting command began."""

    screens: int = 0
    messages: int = 0
    explained: int = 0
    touches: int = 0


class Onlooker(Protocol):
    """Who looks on while a scenario plays, and changes nothing."""

    def will_press(self, stage: Stage, key: Key) -> None:
        """A key is about to be pressed."""

    def has_acted(self, stage: Stage) -> None:
        """Something was done, and all that follows from it by itself has happened."""

    def has_judged(self, case: Case) -> None:
        """The oracle has looked at this."""


@dataclass(slots=True)
class _Rule:
    when: When
    spent: bool = False


@dataclass(slots=True)
class Stage:
    """One bench and what happens on it.

    Attributes:
        stream: The number from which this scenario's own randomness follows.
        run_command: Performs the command of a rule.
        open_bench: Makes the bench, on the core unless told otherwise.
    """

    prepared: Prepared
    stream: int
    run_command: Callable[[Stage, When], None]
    open_bench: OpenBench = on_core
    values: KeptValues = field(default_factory=KeptValues)
    touches: list[Touch] = field(default_factory=list)
    beeps: list[Beep] = field(default_factory=list)
    """Since the last acting command."""
    log: list[str] = field(default_factory=list)
    marks: Marks = Marks()
    matched: Seen | None = None
    """The last message that an expectation matched."""
    prepared_slips: int = 0
    """How many slips there were before the scenario."""
    keys: int = 0
    snapshots: list[Snapshot] = field(default_factory=list)
    slips_taken: int = 0
    """How many slips stand in a snapshot, or were there before the scenario."""
    bench: ScriptBench = field(init=False)
    onlooker: Onlooker | None = None
    _money: MoneyCheck = field(init=False)
    _rules: list[_Rule] = field(default_factory=list)
    _findings: tuple[tuple[int, int, int], list[Finding]] | None = None
    _looked_at: int = 0
    _firings: int = 0

    def __post_init__(self) -> None:
        self.bench = bench = self.open_bench(self.prepared, self.stream)
        self.prepared_slips = self.slips_taken = len(bench.slips)
        self._money = bench.money_check()
        bench.counter.cards.update(dict.fromkeys(self.prepared.cards, Place.WITH_CUSTOMER))
        bench.counter.customer_here = bool(self.prepared.cards)
        for name, kept in self.prepared.saved.items():
            self.values.keep(name, kept)
        bench.power_on()
        self.begin_command()
        self._looked_at = len(bench.all_screens)

    def follow(self, other: Stage) -> None:
        """Take over from the bench before: who is at the counter, the script's rules, what was kept."""
        if other.bench.counter.at_hand:
            self.bench.counter.arrive(*other.bench.counter.at_hand)
        self._rules = other._rules
        self.values.keep_all_but_known(other.values)

    # What a command does.

    def begin_command(self) -> None:
        """A command that acts begins: what an expectation looks back at starts here."""
        self.marks = Marks(
            len(self.bench.all_screens), self.tap.count, len(self.bench.explained), len(self.touches)
        )
        self.beeps.clear()
        self._firings = 0

    def press(self, *keys: Key) -> None:
        """Keys, one after the other."""
        for key in keys:
            hidden = key.is_digit and self._hides_digits()
            self._press(key)
            self.touched("*" if hidden else key.digit or key.value)

    def type_digits(self, digits: str) -> None:
        """Digits, one key each."""
        self.press(*(_DIGITS[digit] for digit in digits))

    def type_secret(self, name: str) -> None:
        """A secret by its name; a card without a PIN has none to type.

        Raises:
            ScenarioFailed: the acquirer is asked for a code, and no number for one is shown.
        """
        secret = self.secrets.get(name)
        if name == UNLOCK_CODE:
            secret = code_by_telephone(self.bench)
            if secret is None:
                raise ScenarioFailed("no number for a code is on the screen")
        if secret is not None:
            for digit in secret.reveal():
                self._press(_DIGITS[digit])
            self.touched(f"Secret {name}")

    def act(self, what: str, *events: Event) -> None:
        """Something else than a key."""
        self.bench.act(*events)
        self.touched(what)

    def touched(self, what: str) -> None:
        """Something was done and all that follows from it by itself has happened; rules may fire now."""
        bench = self.bench
        self.touches.append(Touch(what, bench.screen.name, len(bench.all_screens)))
        self.beeps += bench.beeps
        if self.onlooker is not None:
            self.onlooker.has_acted(self)
        if self._rules:
            self._fire_rules()

    def add_rule(self, when: When) -> None:
        """Put a rule of the script in force, for screens that are shown from now on."""
        self._rules.append(_Rule(when))
        self._looked_at = len(self.bench.all_screens)

    # What can be seen.

    @property
    def core(self) -> CoreBench:
        """The same bench for those who look inside it; where scenarios play on the core alone."""
        assert isinstance(self.bench, CoreBench)
        return self.bench

    @property
    def tap(self) -> Overheard:
        """The messages that crossed the line."""
        return self.bench.tap

    @property
    def secrets(self) -> Secrets:
        """What `Secret NAME` types."""
        return self.prepared.secrets

    @property
    def lang(self) -> str:
        """The language of the screens now."""
        return self.bench.state.lang or self.bench.profile.lang

    @property
    def screens(self) -> list[Screen]:
        """The screens since the last acting command, the present one last."""
        since = [screen for _, screen in self.bench.all_screens[self.marks.screens :]]
        return since if since and since[-1] is self.bench.screen else [*since, self.bench.screen]

    @property
    def explained(self) -> list[Refused]:
        """The guards that spoke since the last acting command."""
        return self.bench.explained[self.marks.explained :]

    def shows(self, screen: Screen, match: str | re.Pattern[str]) -> bool:
        """Whether a text is on a screen, or on a further page of it."""
        return found(match, screen.rows) or found(match, all_rows(screen, self.lang))

    def findings(self) -> list[Finding]:
        """What the money check finds now; where nothing happened since it looked last, the same."""
        now = (len(self.touches), len(self.bench.all_screens), len(self.bench.wire))
        if self._findings is None or self._findings[0] != now:
            self._findings = (now, self._money.look())
            if self.onlooker is not None:
                self.onlooker.has_judged(self._money.case())
        return self._findings[1]

    def _hides_digits(self) -> bool:
        """Whether what is typed into the present screen is nobody's business."""
        screen = self.bench.screen
        return "stars" in screen.fields or screen.name.startswith(_KEY_COMPONENTS)

    def _press(self, key: Key) -> None:
        if self.onlooker is not None:
            self.onlooker.will_press(self, key)
        self.bench.press(key)
        self.keys += 1

    def look_anew(self) -> None:
        """The books may have been touched behind the terminal's back: the money check looks once more."""
        self._findings = None

    def _fire_rules(self) -> None:
        bench = self.bench
        new = [screen for _, screen in bench.all_screens[self._looked_at :]]
        self._looked_at = len(bench.all_screens)
        for rule in self._rules:
            for screen in new:
                if not rule.spent and self.shows(screen, rule.when.screen):
                    self._fire(rule, screen)

    def _fire(self, rule: _Rule, screen: Screen) -> None:
        self._firings += 1
        if self._firings > MOST_FIRINGS:
            raise ScenarioFailed(f"the rules fired more than {MOST_FIRINGS} times on one command")
        rule.spent = rule.when.once
        # Without its folder: what `Expect Log` sees is the same from wherever the script is run.
        file = PurePosixPath(rule.when.place.file).name
        self.log.append(f"When {file}:{rule.when.place.line} fired at {screen.name}")
        self.run_command(self, rule.when)
