"""The terminal: `receive(event)` answers with effects; that is the whole interface.

Inside runs one coroutine, from power-up to idle and from there into one flow at a time. Flash is
committed once a step, before any effect leaves: a step is all or nothing, and nothing leaves the
case before it is remembered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from types import MappingProxyType

from pos_emulator.firmware.flash import Flash
from pos_emulator.firmware.flow import (
    DIAL_SECONDS,
    IDLE_SECONDS,
    Display,
    Done,
    FlowRunner,
    FlowStopped,
    Inside,
    Outcome,
    Patience,
    SignOnAgain,
    TimedOut,
)
from pos_emulator.firmware.host import HostLink
from pos_emulator.firmware.idle import idle, in_language, power_up
from pos_emulator.firmware.initialise import initialise
from pos_emulator.firmware.line import Line
from pos_emulator.firmware.menu import logon
from pos_emulator.firmware.passwords import (
    any_locked,
    is_factory,
    lock_ran_out,
    start_lock_timers,
    wait_is_over,
)
from pos_emulator.firmware.peripherals import (
    Beep,
    CardFailed,
    CardRead,
    CardRemoved,
    Clock,
    Effect,
    Entropy,
    Entry,
    Event,
    Key,
    KeyPressed,
    Lamp,
    LanguageChosen,
    LineConnected,
    LineLost,
    PoweredOn,
    Refused,
    Screen,
    Show,
    Sound,
    Timer,
    TimerExpired,
)
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Choose, Tell, Warn
from pos_emulator.firmware.state import State
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.link.frames import Framer
from pos_emulator.link.session import Session
from pos_emulator.profile import Profile
from pos_emulator.security.passwords import ScryptCost
from pos_emulator.security.vault import Vault


class Terminal:
    """One terminal with its case closed.

    Args:
        profile: Its settings.
        flash: What survives power loss; a blank one is initialised from the profile.
        vault: The secure element, made from the device key.
        clock, entropy: Asked, never awaited.
        framer: How bytes cross the line; by default the profile's serial framing.
        acknowledged: Whether frames are answered with ACK and NAK (not on TCP).
        password_cost: What a new password costs to try.
    """

    def __init__(
        self,
        profile: Profile,
        flash: Flash,
        *,
        vault: Vault,
        clock: Clock,
        entropy: Entropy,
        framer: Framer | None = None,
        acknowledged: bool = True,
        password_cost: ScryptCost = ScryptCost.INTERACTIVE,
    ) -> None:
        self._flash = flash
        self._out: list[Outcome] = []
        state = State(flash)
        session = Session(
            framer or serial_framer(profile.framing),
            acknowledged=acknowledged,
            ack_seconds=profile.ack_seconds,
            sends=profile.sends,
            gap_seconds=profile.gap_seconds,
        )
        self._pos = Pos(
            profile=profile,
            state=state,
            host=HostLink(profile, state=state, vault=vault),
            line=Line(session, self._out, dials=not acknowledged),
            vault=vault,
            clock=clock,
            entropy=entropy,
            password_cost=password_cost,
            out=self._out,
        )
        self._runner = FlowRunner(_work(self._pos), self._out, seconds=_seconds(profile))
        self._display = Display("off", {})
        self._screen = Screen()
        self._look_up()

    @property
    def screen(self) -> Screen:
        """What the display shows."""
        return self._screen

    @property
    def state(self) -> State:
        """What it remembers; for those who look, not for those who act."""
        return self._pos.state

    def receive(self, event: Event) -> tuple[Effect, ...]:
        """Take one event; return the effects, already remembered, in the order they are to happen."""
        self._out.clear()
        effects: list[Effect] = []
        try:
            if isinstance(event, KeyPressed):
                self._runner.feed(event)
            else:
                self._take_in(event, effects)
            self._lay_out(effects)
            self._flash.commit()
        except BaseException:
            # A step is all or nothing, the one that fails too.
            self._flash.discard()
            raise
        return tuple(effects)

    def takes(self, key: Key) -> bool:
        """Whether a key pressed now would do more than beep: end the prompt, or change what is shown."""
        answer = self._runner.answer_to(KeyPressed(key))
        if isinstance(answer, Done | FlowStopped):
            return True
        if Sound(Beep.ERROR) in answer:
            # Refused; what is shown says why.
            return False
        return any(
            (effect.name, self._texts.rows(effect.name, effect.values, effect.page))
            != (self._screen.name, self._screen.rows)
            if isinstance(effect, Display)
            else not isinstance(effect, Sound)
            for effect in answer
        )

    def _take_in(self, event: Event, effects: list[Effect]) -> None:
        """Take what is not a key."""
        match event:
            case PoweredOn(chip_inside):
                self._pos.chip_inside = chip_inside
                initialise(self._pos)
                start_lock_timers(self._pos)
                self._runner.begin()
            case LanguageChosen(lang):
                self._pos.state.lang = lang
                self._out.append(in_language(self._pos, self._display))
            case _:
                for number, inside in enumerate(self._inside(event)):
                    if number:
                        self._lay_out(effects)
                    self._runner.feed(inside)
                if not self._out and isinstance(event, CardRead | CardFailed):
                    self._out += (Sound(Beep.ERROR), Refused("card-not-expected", "no card is asked for now"))

    def _lay_out(self, effects: list[Effect]) -> None:
        """Make outward what came since, with the lamps of now: one chunk may bring more than one thing."""
        if self._flash.pending:
            self._look_up()
        for each in self._out[len(effects) :]:
            if isinstance(each, Display):
                self._display = each
                rows = self._texts.rows(each.name, each.values, each.page)
                self._screen = Screen(each.name, rows, each.values, self._lamps[self._pos.line.connected])
                effects.append(Show(self._screen))
            else:
                effects.append(each)

    def _look_up(self) -> None:
        # Every screen shows these, and they change with the records alone.
        pos = self._pos
        self._texts = pos.texts
        self._lamps = _lamps(
            is_factory(pos, "supervisor"),
            pos.state.owed is not None,
            pos.state.tries.count() > 0 and any_locked(pos),
        )

    def _inside(self, event: Event) -> list[Inside]:
        match event:
            case TimerExpired(Timer.LOCK):
                lock_ran_out(self._pos)
            case TimerExpired(Timer.CODE):
                wait_is_over(self._pos)
            case CardRead(card) if card.entry is Entry.INSERT:
                self._pos.chip_inside = True
            case CardRemoved():
                self._pos.chip_inside = False
            case _:
                told = self._pos.line.feed(event)
                if told == [event] and isinstance(event, LineConnected):
                    self._pos.line_came_back = self._pos.owes
                if isinstance(event, LineConnected | LineLost):
                    # Once more, for the lamp of the line.
                    self._out.append(self._display)
                if told is not None:
                    return told
        return [event]


@cache
def _lamps(default_password: bool, owed: bool, lock: bool, /) -> Mapping[bool, frozenset[Lamp]]:
    """Which are lit, by whether the line is there."""
    lamps = {
        Lamp.TRAINING: True,
        Lamp.DEFAULT_PASSWORD: default_password,
        Lamp.OWED: owed,
        Lamp.LOCK: lock,
    }
    lit = frozenset(lamp for lamp, is_lit in lamps.items() if is_lit)
    return MappingProxyType({False: lit, True: lit | {Lamp.LINE}})


async def _work(pos: Pos) -> None:
    """The life of a terminal between two power cuts."""
    await _to_its_end(pos, power_up)
    while True:
        await _to_its_end(pos, idle)


async def _to_its_end(pos: Pos, part: Callable[[Pos], Awaitable[None]]) -> None:
    """The one place where endings are caught: each ends in its screen, and then in idle."""
    try:
        await part(pos)
    except TimedOut as stopped:
        await Warn(stopped.screen)
    except SignOnAgain:
        await _to_its_end(pos, _sign_on_first)
    except FlowStopped as stopped:
        if stopped.screen:
            await Tell(stopped.screen, Beep.FAIL, **stopped.values)


async def _sign_on_first(pos: Pos) -> None:
    await Choose("logon.needed", {Key.ENTER: None})
    await logon(pos)


def _seconds(profile: Profile) -> dict[Patience, float]:
    settings = {patience: patience.setting for patience in Patience if patience.setting}
    ours = {Patience.RETRY: IDLE_SECONDS, Patience.IDLE: IDLE_SECONDS, Patience.DIAL: DIAL_SECONDS}
    return ours | {each: float(getattr(profile, name)) for each, name in settings.items()}
