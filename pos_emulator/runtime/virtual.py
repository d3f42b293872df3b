"""Virtual time: a terminal, its counter, a line and an acquirer in one process, and nothing waits.

After each act the bench runs until only a prompt timer, a host timer, a deliberate delay or a
person could change anything. Line timers and ordinary replies run by themselves; the rest moves
with the clock. The same seed and the same acts give the same bytes, screens, slips and ledger.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from types import MappingProxyType

from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.peripherals import (
    Beep,
    BytesReceived,
    CheckPassword,
    Effect,
    Event,
    HashPassword,
    Key,
    KeyPressed,
    LineConnected,
    LineLost,
    PasswordChecked,
    PasswordHashed,
    PoweredOn,
    Print,
    Printer,
    Refused,
    Screen,
    Show,
    Slip,
    Sound,
    StartTimer,
    StopTimer,
    Timer,
    TimerExpired,
    WriteBytes,
)
from pos_emulator.firmware.state import State
from pos_emulator.firmware.terminal import Terminal
from pos_emulator.link.faults import Direction, Fault, Faults, exchange_of
from pos_emulator.profile import Profile, load_profile
from pos_emulator.runtime.cut_points import (
    CutFlash,
    CutLedger,
    CutPoints,
    PowerWentError,
    nobody,
)
from pos_emulator.runtime.virtual_host import VirtualHost
from pos_emulator.runtime.virtual_time import FIRST_MORNING, Agenda, SeededEntropy, Timers, VirtualClock
from pos_emulator.security.passwords import ScryptCost, hash_password
from pos_emulator.security.vault import DEVICE_KEY_OCTETS, Vault

Script = Callable[["Bench"], object]
"""What people do, one act after the other."""


@dataclass(frozen=True, slots=True)
class SavedStart:
    """What a bench with its terminal off has in its records; a new bench can begin from it.

    It holds no process: terminal and acquirer start anew over the same flash and ledger.
    """

    profile: Profile
    seed: int
    settings: HostSettings
    at: datetime
    host_days: int
    asked: tuple[int, int]
    vaults: tuple[Vault, Vault] = field(repr=False)
    """The terminal's and the host's: what was sealed is opened by the same."""
    flash: MemoryFlash = field(repr=False)
    ledger: MemoryLedger = field(repr=False)
    wire: tuple[tuple[Direction, bytes], ...] = field(repr=False)
    screens: tuple[tuple[int, Screen], ...] = field(repr=False)
    slips: tuple[tuple[int, Slip], ...] = field(repr=False)

    @classmethod
    def blank(cls, profile: Profile, *, seed: int, settings: HostSettings) -> SavedStart:
        """A terminal that was never switched on, and a host that never saw a message."""
        ledger_id = SeededEntropy(seed, "ledger").octets(8).hex()
        ledger = MemoryLedger(ledger_id)
        vaults = seeded_vault(seed, "device key"), seeded_vault(seed, "host key")
        return cls(
            profile, seed, settings, FIRST_MORNING, 0, (0, 0), vaults, MemoryFlash(), ledger, (), (), ()
        )


class Bench:
    """A terminal on a bench in virtual time.

    Args:
        profile: The terminal's settings, or the name of a profile.
        seed: What all randomness follows from.
        settings: The host's.
        start: Begin from these records instead of blank ones; it brings its own profile, seed and settings.
    """

    def __init__(
        self,
        profile: Profile | str = "cn-classic",
        *,
        seed: int = 1,
        settings: HostSettings | None = None,
        start: SavedStart | None = None,
    ) -> None:
        if start is None:
            chosen = load_profile(profile) if isinstance(profile, str) else profile
            start = SavedStart.blank(chosen, seed=seed, settings=settings or HostSettings())
        self.profile = start.profile
        self.clock = VirtualClock(start.at, start.host_days)
        self.counter = Counter(roll=[slip for _, slip in start.slips])
        self.faults = Faults(seed=start.seed)
        self.screens: list[Screen] = []
        """Every screen since the last act of a person."""
        self.beeps: list[Beep] = []
        self.explained: list[Refused] = []
        self.wire: list[tuple[Direction, bytes]] = list(start.wire)
        """Every write of either end, before any fault."""
        self.all_screens: list[tuple[int, Screen]] = list(start.screens)
        """Every screen ever, with the number of writes before it."""
        self.slips: list[tuple[int, Slip]] = list(start.slips)
        """Every slip that came out, with the number of writes before it."""
        self.fault_at: dict[int, Fault] = {}
        """Faults that strike the write of that number, 0 the very first."""
        self.before_write: Callable[[Direction, bytes, State], None] | None = None
        """Who is to look before the terminal writes."""
        self.terminal: Terminal | None = None
        self.points = CutPoints(PowerWentError)
        """The moments at which the power can go."""
        self.flash = CutFlash(self.points.passed, start.flash)
        self.state = State(self.flash)
        """The terminal's records, whether it is on or off."""
        self._seed = start.seed
        self._lost_keys = 0
        self._vault, host_vault = start.vaults
        self._entropy = SeededEntropy(start.seed, "terminal", start.asked[0])
        self._agenda = Agenda(self.clock)
        self._timers = Timers(self._agenda)
        self._ringing = {timer: partial(self._feed, TimerExpired(timer)) for timer in Timer}
        self.host = VirtualHost(
            self.profile,
            start.settings,
            seed=start.seed,
            vault=host_vault,
            clock=self.clock,
            agenda=self._agenda,
            write=partial(self._write, Direction.TO_TERMINAL),
            ledger=start.ledger,
            asked=start.asked[1],
        )

    # The acts of people.

    def power_on(self) -> Bench:
        """Switch the terminal on; on already, nothing happens."""
        if self.terminal is None:
            self.terminal = Terminal(
                self.profile,
                self.flash,
                vault=self._vault,
                clock=self.clock,
                entropy=self._entropy,
                password_cost=ScryptCost.MINIMAL,
            )
            chip_inside = bool(self.counter.in_reader)
            self.act(PoweredOn(chip_inside), *((LineConnected(),) if self.counter.plugged else ()))
        return self

    def power_cut(self) -> Bench:
        """Pull the plug: what was not committed never was; what is on the line already still arrives."""
        self.terminal = None
        self.flash.discard()
        for timer in Timer:
            self._timers.stop(timer)
        self._show(Screen())
        self._agenda.run()
        return self

    def press(self, *keys: Key | str) -> Bench:
        """Press keys, by name; a string of digits presses each."""
        for name in keys:
            for pressed in _PRESSED.get(name) or _digits(name):
                self.act(pressed)
        return self

    def act(self, *events: Event) -> Bench:
        """Something happened at the counter; run until nothing more happens by itself.

        Raises:
            PowerWentError: the armed cut point was reached; the terminal is off.
        """
        self.screens.clear()
        self.beeps.clear()
        try:
            for event in events:
                if isinstance(event, LineLost):
                    self.faults.unplug()
                self._feed(event)
            self._agenda.run()
        except PowerWentError:
            self.power_cut()
            raise
        return self

    def wait(self, seconds: float) -> Bench:
        """Let time pass for everybody.

        Raises:
            PowerWentError: the armed cut point was reached; the terminal is off.
        """
        self.screens.clear()
        self.beeps.clear()
        try:
            self._agenda.run_until(self.clock.at + timedelta(seconds=seconds))
        except PowerWentError:
            self.power_cut()
            raise
        return self

    def kill_acquirer(self) -> Bench:
        """The acquirer process dies and a new one comes up over the same ledger."""
        self.host.stop()
        self.host.start()
        return self

    def wipe_ledger(self) -> Bench:
        """The host loses everything; a new one with another ledger is there."""
        self.host.wipe()
        return self

    def lose_device_key(self) -> Bench:
        """The file that stands for the secure element is gone; switch the terminal off first."""
        self._lost_keys += 1
        self._vault = seeded_vault(self._seed, f"device key {self._lost_keys}")
        return self

    def play(self, script: Script) -> Bench:
        """Let a script act until its end, or until the power goes."""
        with suppress(PowerWentError):
            script(self)
        return self

    # What anybody may look at.

    @property
    def acquirer(self) -> Acquirer:
        """The host at the other end."""
        return self.host.acquirer

    @property
    def ledger(self) -> CutLedger:
        """What the host remembers."""
        return self.host.ledger

    @property
    def screen(self) -> Screen:
        """What the display shows now."""
        return self.terminal.screen if self.terminal else Screen()

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the screens since the last act."""
        return tuple(screen.name for screen in self.screens)

    @property
    def line_busy(self) -> bool:
        """Whether bytes are still on their way, or the host is about to write."""
        timers = self.host.timers_running + sum(1 for _ in self._timers.running())
        return self._agenda.count > timers

    def next_timer(self) -> tuple[Timer, float] | None:
        """Which timer of the terminal runs out next, and in how many seconds."""
        running = [
            (due.at, timer)
            for timer, due in self._timers.running()
            if isinstance(timer, Timer) and timer is not Timer.TICK
        ]
        if not running:
            return None
        at, timer = min(running, key=lambda each: each[0])
        return timer, (at - self.clock.at).total_seconds()

    def saved_start(self) -> SavedStart:
        """The records as they are, for other benches to begin from; switch the terminal off first."""
        return SavedStart(
            profile=self.profile,
            seed=self._seed,
            settings=self.host.settings,
            at=self.clock.at,
            host_days=self.clock.host_days,
            asked=(self._entropy.asked, self.host.entropy.asked),
            vaults=(self._vault, self.host.vault),
            flash=self.flash.copy(),
            ledger=CutLedger(nobody, self.ledger),
            wire=tuple(self.wire),
            screens=tuple(self.all_screens),
            slips=tuple(self.slips),
        )

    # The machinery.

    def _feed(self, event: Event) -> None:
        pending = [event]
        while pending and self.terminal is not None:
            for effect in self.terminal.receive(pending.pop(0)):
                self.points.passed(type(effect).__name__)
                if isinstance(effect, Show):
                    self._show(effect.screen)
                else:
                    pending += self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> tuple[Event, ...]:
        match effect:  # What each key brings is first, and has no pattern: that takes as long as the deed.
            case StartTimer():
                timer, seconds = effect.timer, effect.seconds
                self._timers.start(timer, seconds, self._ringing[timer], by_itself=timer.whose == "line")
            case StopTimer():
                self._timers.stop(effect.timer)
            case Sound():
                self.beeps.append(effect.beep)
            case WriteBytes(data):
                if self.before_write is not None:
                    self.before_write(Direction.TO_HOST, data, self.state)
                self._write(Direction.TO_HOST, data, self.points)
            case Print(slip):
                if self.counter.paper is Printer.PRINTED:
                    self.slips.append((len(self.wire), slip))
                return (self.counter.print_slip(slip),)
            case CheckPassword(password, record):
                return (PasswordChecked(record.matches(password)),)
            case HashPassword(password, salt, cost):
                return (PasswordHashed(hash_password(password, salt=salt, cost=cost)),)
            case Refused():
                self.explained.append(effect)
        return ()

    def _show(self, screen: Screen) -> None:
        self.screens.append(screen)
        self.all_screens.append((len(self.wire), screen))

    def _write(self, direction: Direction, data: bytes, points: CutPoints) -> None:
        written = points.octets_written(len(data))
        self._carry(direction, data if written is None else data[:written])
        if written is not None:
            points.die(f"{written} of {len(data)} bytes of {exchange_of(data) or 'a frame'} written")

    def _carry(self, direction: Direction, data: bytes) -> None:
        fault = self.fault_at.get(len(self.wire))
        if fault is not None:
            self.faults.add(fault)
        self.wire.append((direction, data))
        if not self.counter.plugged:
            return
        arrive = self.host.receive if direction is Direction.TO_HOST else self._to_terminal
        for arrival in self.faults.carry(direction, data):
            self._agenda.put(
                arrival.delay_seconds, partial(arrive, arrival.data), by_itself=not arrival.delay_seconds
            )

    def _to_terminal(self, data: bytes) -> None:
        if self.counter.plugged:
            self._feed(BytesReceived(data))


def seeded_vault(seed: int, name: str) -> Vault:
    """A vault whose device key follows from a seed."""
    return Vault(SeededEntropy(seed, name).octets(DEVICE_KEY_OCTETS))


_PRESSED = MappingProxyType({name: (KeyPressed(key),) for key in Key for name in (key, key.value)})


def _digits(name: Key | str) -> list[KeyPressed]:
    if isinstance(name, Key) or not name.isdigit():
        raise KeyError(name)
    return [pressed for digit in name for pressed in _PRESSED[digit]]
