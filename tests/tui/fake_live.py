"""A terminal that shows what it is told to, over a real counter and a real memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.peripherals import Key, Lamp, Printer, Screen
from pos_emulator.firmware.state import State
from pos_emulator.profile import load_profile
from pos_emulator.runtime.errors import AcquirerError
from pos_emulator.runtime.notices import CounterChanged, Notice, ScreenShown
from pos_emulator.runtime.state_folder import StateFolder
from pos_emulator.texts import Texts

LAMPS = frozenset({Lamp.TRAINING, Lamp.LINE, Lamp.DEFAULT_PASSWORD})


class FakeLive:
    """Keeps the keys it was given; `show` puts a screen of the catalogue on."""

    def __init__(self, lang: str = "zh") -> None:
        self.profile = load_profile("cn-classic")
        self.state = State(MemoryFlash())
        self.state.lang = lang
        self.counter = Counter()
        self.screen = Screen()
        self.powered = False
        self.folder: StateFolder | None = None
        self.pressed: list[tuple[Key, bool]] = []
        self.acts: list[str] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self._callbacks: list[Callable[[Notice], None]] = []

    async def start(self) -> None:
        self.powered = True
        self.show("idle.signed-off", merchant="训练便利店", now="11-21 08:55")

    async def stop(self) -> None:
        self.powered = False

    def subscribe(self, callback: Callable[[Notice], None]) -> Callable[[], None]:
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def tell(self, notice: Notice) -> None:
        for callback in self._callbacks:
            callback(notice)

    def show(self, name: str, **values: object) -> None:
        rows = Texts(self.state.lang).rows(name, values)
        self.screen = Screen(name, rows, MappingProxyType(values), LAMPS)
        self.tell(ScreenShown(self.screen))

    def press(self, key: Key, *, held: bool = False) -> None:
        self.pressed.append((key, held))

    def present(self, card: str, by: str = "") -> None:
        self.counter.present(card, by)
        self._happened(f"{by} {card}")

    def remove_card(self) -> None:
        self.counter.remove()
        self._happened("remove")

    def arrive(self, *cards: str) -> None:
        self.counter.arrive(*cards)
        self._happened("arrive")

    def leave(self, forgetting: str = "") -> None:
        self.counter.leave(forgetting=forgetting)
        self._happened(f"leave {forgetting}".strip())

    def unplug(self) -> None:
        self.counter.unplug()
        self._happened("unplug")

    def plug(self) -> None:
        self.counter.plug()
        self._happened("plug")

    def power(self, on: bool) -> None:
        self.powered = on
        self._happened("power")

    def next_day(self) -> None:
        self._happened("day")

    def set_paper(self, paper: Printer) -> None:
        self.counter.paper = paper
        self._happened(paper.value)

    def choose_language(self, lang: str) -> None:
        self.state.lang = lang

    async def ask_acquirer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        do = str(request["do"])
        if do not in self.answers:
            raise AcquirerError("acquirer", what="none is running", advice="start one")
        return self.answers[do]

    def _happened(self, act: str) -> None:
        self.acts.append(act)
        self.tell(CounterChanged())
