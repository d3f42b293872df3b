"""A terminal on the bench that a window can show: it tells what it takes, as a live one does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.peripherals import Event, Key, KeyPressed, LanguageChosen, Printer, Screen
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.recorder.listening import Listener
from pos_emulator.profile import Profile
from pos_emulator.runtime.errors import AcquirerError
from pos_emulator.runtime.notices import CounterChanged, Notice, ScreenShown
from pos_emulator.runtime.state_folder import StateFolder, open_state_folder
from tests.keyscript.recorder.by_hand import ByHand


class _Teller(Listener):
    def __init__(self, tell: Callable[[Notice], None]) -> None:
        super().__init__()
        self._tell = tell

    def hear(self, notice: Notice) -> None:
        self._tell(notice)


class HandLive:
    """Operator 01 is signed on, a customer holds three cards."""

    def __init__(self, folder: Path, state: str = "signed-on") -> None:
        self._callbacks: list[Callable[[Notice], None]] = []
        self.hand = ByHand(state=state)
        self.hand.listener = _Teller(self.tell)
        self.bench = self.hand.bench
        self.folder: StateFolder | None = open_state_folder(folder)

    @property
    def screen(self) -> Screen:
        return self.bench.screen

    @property
    def powered(self) -> bool:
        return self.bench.terminal is not None

    @property
    def counter(self) -> Counter:
        return self.bench.counter

    @property
    def state(self) -> State:
        return self.bench.state

    @property
    def profile(self) -> Profile:
        return self.bench.profile

    async def start(self) -> None:
        """On already."""

    async def stop(self) -> None:
        if self.folder is not None:
            self.folder.close()

    def subscribe(self, callback: Callable[[Notice], None]) -> Callable[[], None]:
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def tell(self, notice: Notice) -> None:
        for callback in list(self._callbacks):
            callback(notice)

    def press(self, key: Key, *, held: bool = False) -> None:
        self.bench.act(KeyPressed(key, held))

    def present(self, card_name: str, by: str = "") -> None:
        self._happened(self.counter.present(card_name, by))

    def remove_card(self) -> None:
        self._happened(self.counter.remove())

    def arrive(self, *cards: str) -> None:
        self._happened(self.counter.arrive(*cards))

    def leave(self, forgetting: str = "") -> None:
        self._happened(self.counter.leave(forgetting=forgetting))

    def unplug(self) -> None:
        self._happened(self.counter.unplug())

    def plug(self) -> None:
        self._happened(self.counter.plug())

    def power(self, on: bool) -> None:
        if on:
            self.hand.switch_on()
        else:
            self.bench.power_cut()
            self.tell(ScreenShown(Screen()))
        self._happened(())

    def next_day(self) -> None:
        self._happened(())

    def set_paper(self, paper: Printer) -> None:
        self.counter.paper = paper
        self._happened(())

    def choose_language(self, lang: str) -> None:
        self.bench.act(LanguageChosen(lang))

    async def ask_acquirer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        raise AcquirerError("acquirer", what="none is running", advice="start one")

    def _happened(self, events: tuple[Event, ...]) -> None:
        self.tell(CounterChanged())
        self.bench.act(*events)
