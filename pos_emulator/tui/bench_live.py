"""One bench in the window: a terminal in virtual time that behaves like one in real time."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from pos_emulator.acquirer.control import Control
from pos_emulator.counter.counter import Counter, CounterError
from pos_emulator.firmware.peripherals import Key, KeyPressed, Printer, Screen
from pos_emulator.firmware.state import State
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.profile import Profile
from pos_emulator.runtime.errors import ControlError
from pos_emulator.runtime.notice_board import NoticeBoard, Subscriber
from pos_emulator.runtime.notices import Beeped, BooksChanged, CounterChanged, Explained, Notice, ScreenShown
from pos_emulator.tui.bench_acts import act_on
from pos_emulator.tui.film import Reel, Shot, Stroke, shots
from pos_emulator.tui.overheard import OverheardFaults

if TYPE_CHECKING:
    from pos_emulator.runtime.state_folder import StateFolder
    from pos_emulator.runtime.virtual import Bench

TICK_SECONDS = 1.0
BUSY = "the terminal is working; wait for what it shows"


class BenchLive:
    """Shows one bench and acts on it; what happens there in no time is shown at a pace for people.

    Args:
        bench: The bench; switched on at the start.
        pace: How long each look lasts, as a factor; 0 shows everything at once.
        ticking: Whether its clock goes on with the clock on the wall.
    """

    folder: StateFolder | None = None

    def __init__(self, bench: Bench, *, pace: float = 1.0, ticking: bool = True) -> None:
        self.pace = pace
        self.ticking = ticking
        self.flashed: Callable[[Key, bool], None] = lambda key, openly: None
        """Told of every key that the film presses, and whether it may be seen which digit that was."""
        self.settled: Callable[[], None] = lambda: None
        """Told whenever everything that happened has been shown."""
        self.screen = Screen()
        """What is shown; the bench may be further."""
        self._board = NoticeBoard()
        self._shots: deque[Shot] = deque()
        self._rolling: asyncio.Handle | None = None
        self._ticker: asyncio.Handle | None = None
        self._seen_all = asyncio.Event()
        self._seen_all.set()
        self._running = self._held = False
        self.watch(bench)

    def watch(self, bench: Bench) -> None:
        """Look at this bench from now on."""
        self.bench = bench
        self._overheard = bench.faults = OverheardFaults(
            bench.faults,
            framer=partial(serial_framer, bench.profile.framing),
            now=lambda: bench.clock.at,
            writes=lambda: len(bench.wire),
        )
        self._screens, self._slips = len(bench.all_screens), len(bench.slips)
        self._explained = len(bench.explained)
        self._shots.clear()
        self.screen = bench.screen
        self._board.post(ScreenShown(self.screen))
        self._happened()

    # What can be seen.

    @property
    def powered(self) -> bool:
        """Whether the power is on."""
        return self.bench.terminal is not None

    @property
    def counter(self) -> Counter:
        """The counter around it."""
        return self.bench.counter

    @property
    def state(self) -> State:
        """What the terminal remembers."""
        return self.bench.state

    @property
    def profile(self) -> Profile:
        """Its settings."""
        return self.bench.profile

    @property
    def busy(self) -> bool:
        """Whether what has happened is still being shown."""
        return not self._seen_all.is_set()

    async def seen(self) -> None:
        """Wait until everything has been shown."""
        await self._seen_all.wait()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have `callback` told every notice from now on; what is returned ends that."""
        return self._board.subscribe(callback)

    async def ask_acquirer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Ask the operator side of the acquirer on the bench.

        Raises:
            ControlError: it refused.
        """
        plugged = self.counter.plugged
        answer = Control(self.bench.acquirer, self.bench.faults, lambda: {"plugged": plugged}).answer(request)
        if answer.get("ok") is False:
            raise ControlError("acquirer", words=str(answer["error"]))
        return answer

    # What is done.

    async def start(self) -> None:
        """Switch on, show what there is, and let time go on."""
        self._running = True
        self.bench.power_on()
        self.look()
        self._tick_later()

    async def stop(self) -> None:
        """Show nothing any more; the bench stays as it is."""
        self._running = False
        self._stop_rolling()
        if self._ticker is not None:
            self._ticker.cancel()
        self._shots.clear()
        self._seen_all.set()

    def press(self, key: Key, *, held: bool = False) -> None:
        """Press a key; while the terminal is working nothing comes of it."""
        if not self.busy:
            self.do_press(key, held=held)
            self.look()

    def present(self, card_name: str, by: str = "") -> None:
        """Swipe, insert or tap a card."""
        self._do("present", card_name, by)

    def remove_card(self) -> None:
        """Take the chip card out of the reader."""
        self._do("remove")

    def arrive(self, *cards: str) -> None:
        """A customer comes, or comes back, holding cards."""
        self._do("arrive", *cards)

    def leave(self, forgetting: str = "") -> None:
        """The customer goes, with every card but one that is forgotten."""
        self._do("leave", forgetting)

    def unplug(self) -> None:
        """Pull the plug of the line."""
        self._do("unplug")

    def plug(self) -> None:
        """Plug the line in."""
        self._do("plug")

    def power(self, on: bool) -> None:
        """Switch the power on or off."""
        self._do("power", "on" if on else "off")

    def next_day(self) -> None:
        """Move both clocks on by one day."""
        self._do("day")

    def set_paper(self, paper: Printer) -> None:
        """Load paper, take it out, or jam it."""
        self._do("paper", paper.value)

    def choose_language(self, lang: str) -> None:
        """Switch screens and slips to `zh` or `en`."""
        if not self.powered:
            raise CounterError("the terminal is off; switch it on first")
        self._do("language", lang)

    def _do(self, act: str, *words: str) -> None:
        if self.busy:
            raise CounterError(BUSY)
        self.do_act(act, *words)
        self.look()

    # What a subclass may do otherwise.

    def do_press(self, key: Key, *, held: bool) -> None:
        """Press a key on the bench."""
        self.bench.act(KeyPressed(key, held))

    def do_act(self, act: str, *words: str) -> None:
        """Do something else on the bench.

        Raises:
            CounterError: it cannot happen there.
        """
        act_on(self.bench, act, *words)

    def do_wait(self, seconds: float) -> None:
        """Let time pass on the bench."""
        self.bench.wait(seconds)

    def strokes(self) -> tuple[Stroke, ...]:
        """What was done since this was called last, besides what was done here."""
        return ()

    # How it is shown.

    def look(self) -> None:
        """Show what is new on the bench."""
        bench = self.bench
        screens = bench.all_screens[self._screens :]
        strokes = [Stroke(each.what, each.shown - self._screens) for each in self.strokes()]
        reel = Reel(screens, bench.slips[self._slips :], self._overheard.take())
        self._shots.extend(shots(reel, strokes))
        reasons = bench.explained[self._explained :]
        last: list[Notice] = [Explained(each.rule, each.why) for each in reasons]
        last += map(Beeped, bench.beeps)
        if last:
            self._shots.append(Shot(tuple(last)))
        self._screens, self._slips = len(bench.all_screens), len(bench.slips)
        self._explained = len(bench.explained)
        self._roll()

    def hurry(self) -> None:
        """Show at once what is still to be shown."""
        self._stop_rolling()
        while self._shots:
            self._show(self._shots.popleft())
        self._end()

    def _roll(self) -> None:
        if self._rolling is not None:
            return
        self._seen_all.clear()
        if self._held:
            return
        while self._shots:
            shot = self._shots.popleft()
            self._show(shot)
            seconds = shot.seconds * self.pace
            if seconds and self._running:
                self._rolling = asyncio.get_running_loop().call_later(seconds, self._roll_on)
                return
        self._end()

    def hold(self, held: bool) -> None:
        """Stop at the present look, or go on."""
        self._held = held
        if held:
            self._stop_rolling()
        elif self.busy:
            self._roll()

    def _stop_rolling(self) -> None:
        if self._rolling is not None:
            self._rolling.cancel()
            self._rolling = None

    def _roll_on(self) -> None:
        self._rolling = None
        self._roll()

    def _show(self, shot: Shot) -> None:
        if shot.key is not None:
            self.flashed(shot.key, shot.openly)
        for notice in shot.notices:
            if isinstance(notice, ScreenShown):
                self.screen = notice.screen
            self._board.post(notice)

    def _end(self) -> None:
        self._happened()
        self._seen_all.set()
        self.settled()

    def _happened(self) -> None:
        self._board.post(CounterChanged())
        self._board.post(BooksChanged())

    def _tick_later(self) -> None:
        self._ticker = asyncio.get_running_loop().call_later(TICK_SECONDS, self._tick)

    def _tick(self) -> None:
        if self.ticking and not self.busy:
            self.do_wait(TICK_SECONDS)
            if len(self.bench.all_screens) > self._screens or self.bench.beeps:
                self.look()
        self._tick_later()
