"""A running terminal with a recorder at its side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pos_emulator.cards import load_cards
from pos_emulator.counter.counter import CounterError, Place
from pos_emulator.firmware.peripherals import Printer

if TYPE_CHECKING:
    from pos_emulator.counter.counter import Counter
    from pos_emulator.firmware.peripherals import Key, Screen
    from pos_emulator.firmware.state import State
    from pos_emulator.keyscript.recorder.listening import Listener
    from pos_emulator.profile import Profile
    from pos_emulator.runtime.notices import Notice
    from pos_emulator.runtime.state_folder import StateFolder
    from pos_emulator.tui.live import Live

_PAPER = {Printer.PRINTED: "load", Printer.NO_PAPER: "out", Printer.JAM: "jam"}


class RecordedLive:
    """Passes everything on to a terminal; what is done at the counter is told to the listener first.

    Keys are not told here: the terminal says itself which it took, and when.
    """

    def __init__(self, live: Live, listener: Listener) -> None:
        self.recorded = live
        self._listener = listener

    @property
    def screen(self) -> Screen:
        return self.recorded.screen

    @property
    def powered(self) -> bool:
        return self.recorded.powered

    @property
    def counter(self) -> Counter:
        return self.recorded.counter

    @property
    def state(self) -> State:
        return self.recorded.state

    @property
    def profile(self) -> Profile:
        return self.recorded.profile

    @property
    def folder(self) -> StateFolder | None:
        return self.recorded.folder

    async def start(self) -> None:
        await self.recorded.start()

    async def stop(self) -> None:
        await self.recorded.stop()

    def subscribe(self, callback: Callable[[Notice], None]) -> Callable[[], None]:
        return self.recorded.subscribe(callback)

    def press(self, key: Key, *, held: bool = False) -> None:
        self.recorded.press(key, held=held)

    def present(self, card_name: str, by: str = "") -> None:
        way = by or load_cards()[card_name].default_way
        with self._told("Card", way, card_name):
            self.recorded.present(card_name, by)

    def remove_card(self) -> None:
        with self._told("Card", "remove", self.counter.in_reader):
            self.recorded.remove_card()

    def arrive(self, *cards: str) -> None:
        gone = [name for name, place in self.counter.cards.items() if place is Place.GONE]
        with self._told("Customer", "arrives", "holding", *(cards or gone)):
            self.recorded.arrive(*cards)

    def leave(self, forgetting: str = "") -> None:
        with self._told("Customer", "leaves", *(("forgetting", forgetting) if forgetting else ())):
            self.recorded.leave(forgetting)

    def unplug(self) -> None:
        with self._told("Line", "unplug"):
            self.recorded.unplug()

    def plug(self) -> None:
        with self._told("Line", "plug"):
            self.recorded.plug()

    def power(self, on: bool) -> None:
        if on is self.powered:
            return
        with self._told("Power", "on" if on else "cut"):
            self.recorded.power(on)

    def next_day(self) -> None:
        with self._told("Clock", "day", "+1"):
            self.recorded.next_day()

    def set_paper(self, paper: Printer) -> None:
        with self._told("Paper", _PAPER[paper]):
            self.recorded.set_paper(paper)

    def choose_language(self, lang: str) -> None:
        self.recorded.choose_language(lang)
        self._listener.language_switched()

    async def ask_acquirer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        return await self.recorded.ask_acquirer(request)

    @contextmanager
    def _told(self, *words: str) -> Iterator[None]:
        mark = self._listener.done(*words)
        try:
            yield
        except CounterError:
            self._listener.undo(mark)
            raise
