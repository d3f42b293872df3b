"""A person at a terminal on the bench, and a recorder that listens."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from pos_emulator.cards import load_cards
from pos_emulator.counter.counter import CounterError, Place
from pos_emulator.firmware.passwords import operator_secret
from pos_emulator.firmware.peripherals import (
    BytesReceived,
    Effect,
    Event,
    KeyPressed,
    PasswordChecked,
    Printer,
    Screen,
    Show,
    Sound,
    StartTimer,
    StopTimer,
    TimerExpired,
    WriteBytes,
)
from pos_emulator.firmware.terminal import Terminal
from pos_emulator.keyscript.recorder.listening import Listener
from pos_emulator.keyscript.recorder.opening import opening
from pos_emulator.keyscript.recorder.screens import is_idle
from pos_emulator.keyscript.recorder.script_text import Recorded, script_of
from pos_emulator.keyscript.recorder.session import Entry
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.link.faults import Direction
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.runtime.notices import EventTaken, ScreenShown
from pos_emulator.runtime.virtual import Bench
from pos_emulator.runtime.wire import WireTap
from pos_emulator.security.masking import Secret

_TOLD = (KeyPressed, PasswordChecked, TimerExpired)
_SIDE = (Sound, StartTimer, StopTimer)


class _Overheard(Terminal):
    """A terminal that tells what it does, as a live one does."""

    tell: Callable[[Event, tuple[Effect, ...]], None]

    def receive(self, event: Event) -> tuple[Effect, ...]:
        effects = super().receive(event)
        self.tell(event, effects)
        return effects


class ByHand:
    """One session: its own secrets and numbers, which no script may hold."""

    def __init__(
        self, *, lang: str = "zh", seed: int = 99, state: str = "signed-on", profile: str = "cn-classic"
    ) -> None:
        start = prepared(Shop(profile, lang, seed), state)
        self.profile = profile
        self.secrets = start.secrets
        self.bench = Bench(start=start.start)
        self.bench.counter.arrive("demo-debit", "demo-credit", "demo-chip")
        self.listener = Listener()
        self.heard: list[Entry] = []
        """What was recorded before `begin`."""
        self._tap = WireTap(StxCrcFramer)
        self.switch_on()
        self.lang = lang
        self.begin()

    def begin(self) -> None:
        """Record from now on."""
        bench = self.bench
        self.heard += self.listener.entries
        self.listener.entries.clear()
        begun = opening(
            bench.state, bench.profile, source=self.profile, counter=bench.counter, screen=bench.screen
        )
        self._recorded = Recorded(
            bench.profile, self.profile, self.lang, begun, bench.screen, self.listener.entries
        )

    def script(self) -> str:
        """What was recorded."""
        return script_of(self._recorded, self.bench.state)

    @property
    def screen(self) -> Screen:
        return self.bench.screen

    @property
    def at(self) -> str:
        return self.bench.screen.name

    def keys(self, *names: str) -> None:
        """Keys by name; a word of digits is pressed digit by digit."""
        self.bench.press(*names)

    def know(self, name: str, digits: str) -> None:
        """A secret is another one from now on."""
        self.secrets = {**self.secrets, name: Secret(digits)}

    def secret(self, name: str) -> None:
        """A secret that the person knows, and Enter."""
        self.bench.press(self.secrets[name].reveal(), "Enter")

    def card(self, way: str, name: str) -> None:
        """A card, presented or removed."""
        counter = self.bench.counter
        self._act(
            ("Card", way, name),
            lambda: counter.remove() if way == "remove" else counter.present(name, way),
        )

    def come(self, *cards: str) -> None:
        gone = [name for name, place in self.bench.counter.cards.items() if place is Place.GONE]
        self._act(
            ("Customer", "arrives", "holding", *(cards or gone)), lambda: self.bench.counter.arrive(*cards)
        )

    def go(self, forgetting: str = "") -> None:
        self._act(
            ("Customer", "leaves", *(("forgetting", forgetting) if forgetting else ())),
            lambda: self.bench.counter.leave(forgetting=forgetting),
        )

    def paper(self, state: str) -> None:
        self.listener.done("Paper", state)
        self.bench.counter.paper = {"out": Printer.NO_PAPER, "load": Printer.PRINTED, "jam": Printer.JAM}[
            state
        ]

    def line(self, plugged: bool) -> None:
        counter = self.bench.counter
        self._act(("Line", "plug" if plugged else "unplug"), counter.plug if plugged else counter.unplug)

    def power(self) -> None:
        """Off, and on again."""
        self.listener.done("Power", "cut")
        self.bench.power_cut()
        self.listener.hear(ScreenShown(Screen()))
        self.listener.done("Power", "on")
        self.switch_on()

    def next_day(self) -> None:
        """The day changes, and operator 01 signs on again."""
        self.listener.done("Clock", "day", "+1")
        self.bench.clock.at += timedelta(days=1)
        self.bench.wait(60)
        self.keys("Enter", "01", "Enter")
        self.secret("operator-01")
        self.keys("Enter")

    def wait(self) -> None:
        """Until the next timer."""
        found = self.bench.next_timer()
        if found is not None:
            self.bench.wait(found[1])

    def _act(self, words: tuple[str, ...], act: Callable[[], tuple[Event, ...]]) -> None:
        mark = self.listener.done(*words)
        try:
            self.bench.act(*act())
        except CounterError:
            self.listener.undo(mark)

    def switch_on(self) -> None:
        bench = self.bench
        make = bench.power_on.__globals__["Terminal"]
        bench.power_on.__globals__["Terminal"] = self._make
        try:
            bench.power_on()
        finally:
            bench.power_on.__globals__["Terminal"] = make

    def _make(self, *args: object, **kwargs: object) -> _Overheard:
        terminal = _Overheard(*args, **kwargs)  # type: ignore[arg-type]
        terminal.tell = self._heard
        return terminal

    def _heard(self, event: Event, effects: tuple[Effect, ...]) -> None:
        if isinstance(event, _TOLD):
            self.listener.hear(EventTaken(event, any(not isinstance(each, _SIDE) for each in effects)))
        if isinstance(event, BytesReceived):
            self._crossed(Direction.TO_TERMINAL, event.data)
        for effect in effects:
            if isinstance(effect, Show):
                self.listener.hear(ScreenShown(effect.screen))
            elif isinstance(effect, WriteBytes):
                self._crossed(Direction.TO_HOST, effect.data)

    def _crossed(self, direction: Direction, data: bytes) -> None:
        for seen in self._tap.saw(direction, data, self.bench.clock.at):
            self.listener.hear(seen)


class Person:
    """Somebody who mostly knows what to do, and follows a seed."""

    def __init__(self, hand: ByHand, seed: int) -> None:
        self.hand = hand
        self.dice = random.Random(seed)
        self._card = "demo-debit"

    def work(self, rounds: int) -> None:
        """So many times from idle to idle."""
        hand = self.hand
        for _ in range(rounds):
            self._begin()
            for _ in range(40):
                if is_idle(hand.screen):
                    break
                self._go_on()

    def _chance(self, of: float) -> bool:
        return self.dice.random() < of

    def _begin(self) -> None:
        hand = self.hand
        match self.dice.choice(
            ("sale", "sale", "sale", "void", "void", "refund", "settle", "around", "query")
        ):
            case "sale" if hand.at == "idle.signed-on":
                card = self.dice.choice(hand.bench.counter.at_hand or ("demo-debit",))
                self._card = card
                hand.card(self.dice.choice(load_cards()[card].technologies), card)
            case "void":
                hand.keys("Enter", "2")
            case "refund":
                hand.keys("Enter", "3")
            case "settle":
                hand.keys("Enter", "7", "4")
            case "query":
                hand.keys("Enter", "7")
            case _:
                self._around()

    def _around(self) -> None:
        hand = self.hand
        counter = hand.bench.counter
        match self.dice.randrange(6):
            case 0:
                hand.paper("out" if counter.paper is Printer.PRINTED else "load")
            case 1:
                hand.line(not counter.plugged)
            case 2:
                hand.power()
            case 3 if counter.customer_here:
                hand.go()
            case 3:
                hand.come()
            case 4:
                hand.come(
                    self.dice.choice(("demo-no-funds", "demo-contactless", "demo-expired", "demo-foreign"))
                )
            case _:
                hand.keys("Func")

    def _go_on(self) -> None:
        hand, dice, name = self.hand, self.dice, self.hand.at
        last = name.rpartition(".")[2]
        if name.startswith("host.") or self._chance(0.03):
            hand.wait()
        elif self._chance(0.04):
            hand.keys("Cancel")
        elif self._chance(0.02):
            self._around()
        elif last in ("confirm-card", "tear", "hand-over", "check", "confirm", "done"):
            hand.keys("Enter")
        elif name == "card.remove":
            hand.card("remove", hand.bench.counter.in_reader)
        elif last == "amount":
            self._type(str(dice.choice((5800, 100, 1051, 1155, 2000, 999))))
        elif last == "pin":
            self._secretly(self._card, wrong="9182")
        elif last == "card":
            self._present()
        elif last in ("password", "old"):
            self._secretly(self._asked(), wrong="4704715")
        elif last == "voucher":
            known = hand.bench.state.batch.names()
            self._type(dice.choice(known) if known and self._chance(0.8) else "000099")
        elif last == "reference":
            known = [record.rrn for record in hand.bench.state.batch.values()]
            self._type(dice.choice(known) if known else "987611112222")
        elif last == "date":
            known = [record.date for record in hand.bench.state.batch.values()]
            self._type(known[0] if known else "0101")
        elif last in ("present", "holder-left", "void-instead", "reason-1"):
            hand.keys(dice.choice("12"))
        elif name.startswith("menu."):
            hand.keys(dice.choice(("Cancel", "Cancel", "1", "2", "3")))
        elif last == "no-paper":
            hand.paper("load")
            hand.keys("Enter")
        elif "typed" in hand.screen.fields:
            self._type("01")
        elif "stars" in hand.screen.fields:
            self._secretly(self._asked(), wrong="55")
        else:
            hand.keys(dice.choice(("Enter", "Enter", "Cancel")))

    def _present(self) -> None:
        at_hand = self.hand.bench.counter.at_hand
        if not at_hand:
            self.hand.keys("Cancel")
            return
        card = self._card = self.dice.choice(at_hand)
        self.hand.card(load_cards()[card].default_way, card)

    def _asked(self) -> str:
        name = self.hand.at
        if name == "void.password":
            return "supervisor"
        if name == "refund.password":
            return "refund"
        if name == "password.unlock":
            return "admin"
        return operator_secret("01")

    def _secretly(self, name: str, *, wrong: str) -> None:
        """Mostly right; now and then with a slip of the finger that is cleared again."""
        known = self.hand.secrets.get(name)
        digits = "" if known is None else known.reveal()
        if digits and self._chance(0.15):
            digits = (wrong * 4)[: len(digits)]
        if self._chance(0.2):
            self.hand.keys("7", "Clear")
        if len(digits) > 2 and self._chance(0.1):
            self.hand.keys(digits[:2], "Enter")
            digits = digits[2:]
        self.hand.keys(*filter(None, (digits, "Enter")))

    def _type(self, digits: str) -> None:
        if self._chance(0.15):
            self.hand.keys("9", "Clear")
        self.hand.keys(digits, "Enter")
