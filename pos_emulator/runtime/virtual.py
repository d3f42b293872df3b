"""Virtual time: a terminal, its counter, a line and an acquirer in one process, and nothing waits.

After each act the bench runs until only a prompt timer, a host timer, a deliberate delay or a
person could change anything. Line timers and ordinary replies run by themselves; the rest moves
with the clock. The same seed and the same acts give the same bytes, screens, slips and ledger.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.line_end import Later, LineEnd
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.cards import load_cards
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
    PasswordChecked,
    PasswordHashed,
    PoweredOn,
    Print,
    Refused,
    Screen,
    Show,
    Sound,
    StartTimer,
    StopTimer,
    Timer,
    TimerExpired,
    WriteBytes,
)
from pos_emulator.firmware.terminal import Terminal
from pos_emulator.link.faults import Direction, Faults
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.session import Action, Arm, Disarm, LineTimer, Session, Write
from pos_emulator.profile import Profile, load_profile
from pos_emulator.security.passwords import ScryptCost, hash_password
from pos_emulator.security.vault import Vault

FIRST_MORNING = datetime(2026, 11, 21, 8, 55)


class PowerWentError(Exception):
    """The plug was pulled at a cut point."""


@dataclass(slots=True)
class VirtualClock:
    """One hand for everybody on the bench; the host may be a day ahead."""

    at: datetime = FIRST_MORNING
    host_days: int = 0

    def now(self) -> datetime:
        """The terminal's time."""
        return self.at


@dataclass(slots=True)
class HostClock:
    """The host's time: the bench's, and the days it was put ahead."""

    clock: VirtualClock

    def now(self) -> datetime:
        """The host's time."""
        return self.clock.at + timedelta(days=self.clock.host_days)


class SeededEntropy:
    """Octets that follow from a seed and the name of who asks."""

    def __init__(self, seed: int, consumer: str) -> None:
        self._stem = f"{seed}:{consumer}:".encode()
        self._asked = 0

    def octets(self, count: int) -> bytes:
        """See `Entropy`."""
        out = b""
        while len(out) < count:
            self._asked += 1
            out += hashlib.sha256(self._stem + str(self._asked).encode()).digest()
        return out[:count]


@dataclass(order=True, slots=True)
class _Due:
    at: datetime
    number: int
    by_itself: bool = field(compare=False)
    """Whether it runs without the clock being moved: line timers, ordinary deliveries."""
    act: Callable[[], None] = field(compare=False)
    dead: bool = field(default=False, compare=False)


class WatchedFlash(MemoryFlash):
    """Flash that passes a cut point on either side of each commit."""

    def __init__(self, point: Callable[[str], None]) -> None:
        super().__init__()
        self._point = point

    def commit(self) -> bool:
        """See `Flash`."""
        if not self._written:
            return False
        self._point("before the commit")
        super().commit()
        self._point("after the commit")
        return True


class Bench:
    """A terminal on a bench in virtual time.

    Args:
        profile: The terminal's settings, or the name of a profile.
        seed: What all randomness follows from.
        settings: The host's.
    """

    def __init__(
        self, profile: Profile | str = "cn-classic", *, seed: int = 1, settings: HostSettings | None = None
    ) -> None:
        self.profile = load_profile(profile) if isinstance(profile, str) else profile
        self.clock = VirtualClock()
        self.counter = Counter()
        self.faults = Faults(seed=seed)
        self.ledger: Ledger = MemoryLedger(SeededEntropy(seed, "ledger").octets(8).hex())
        self.flash = WatchedFlash(self._point)
        self.screens: list[Screen] = []
        """Every screen since the last act of a person."""
        self.beeps: list[Beep] = []
        self.explained: list[Refused] = []
        self.wire: list[tuple[Direction, bytes]] = []
        """Every write of either end, before any fault."""
        self.points = 0
        self.cut_at: int | None = None
        """The number of the cut point at which the power goes."""
        self.terminal: Terminal | None = None
        self._settings = settings or HostSettings()
        self._vault = Vault(SeededEntropy(seed, "device key").octets(32))
        self._host_vault = Vault(SeededEntropy(seed, "host key").octets(32))
        self._entropy = SeededEntropy(seed, "terminal")
        self._host_entropy = SeededEntropy(seed, "host")
        self._queue: list[_Due] = []
        self._number = 0
        self._timers: dict[object, _Due] = {}
        self._host_end = self._start_acquirer()

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
            self._begin_act()
            self._feed(PoweredOn())
            if self.counter.plugged:
                self._feed(LineConnected())
            self._run()
        return self

    def power_cut(self) -> Bench:
        """Pull the plug: what was not committed never was; timers and half-received bytes are gone."""
        self.terminal = None
        self.flash.discard()
        for timer in Timer:
            self._stop(timer)
        self._show(Screen())
        return self

    def press(self, *keys: Key | str) -> Bench:
        """Press keys, by name; a string of digits presses each."""
        for name in keys:
            for key in _keys(name):
                self.act(KeyPressed(key))
        return self

    def act(self, *events: Event) -> Bench:
        """Something happened at the counter; run until nothing more happens by itself."""
        self._begin_act()
        try:
            for event in events:
                self._feed(event)
            self._run()
        except PowerWentError:
            self.power_cut()
        return self

    def wait(self, seconds: float) -> Bench:
        """Let time pass for everybody."""
        self._begin_act()
        try:
            self._run(until=self.clock.at + timedelta(seconds=seconds))
        except PowerWentError:
            self.power_cut()
        return self

    def kill_acquirer(self) -> Bench:
        """The acquirer process dies and a new one comes up over the same ledger."""
        for timer in LineTimer:
            self._stop(timer)
        self._host_end = self._start_acquirer()
        return self

    # What anybody may look at.

    @property
    def acquirer(self) -> Acquirer:
        """The host at the other end."""
        return self._acquirer

    @property
    def screen(self) -> Screen:
        """What the display shows now."""
        return self.terminal.screen if self.terminal else Screen()

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the screens since the last act."""
        return tuple(screen.name for screen in self.screens)

    def next_timer(self) -> tuple[Timer, float] | None:
        """Which timer of the terminal runs out next, and in how many seconds."""
        running = [(due.at, timer) for timer, due in self._timers.items() if isinstance(timer, Timer)]
        running = [(at, timer) for at, timer in running if timer is not Timer.TICK]
        if not running:
            return None
        at, timer = min(running, key=lambda each: each[0])
        return timer, (at - self.clock.at).total_seconds()

    # The machinery.

    def _start_acquirer(self) -> LineEnd:
        self._acquirer = Acquirer(
            self.ledger,
            vault=self._host_vault,
            settings=self._settings,
            clock=HostClock(self.clock),
            entropy=self._host_entropy,
            cards=load_cards().values(),
        )
        return LineEnd(self._acquirer, Session(StxCrcFramer()))

    def _begin_act(self) -> None:
        self.screens.clear()
        self.beeps.clear()

    def _point(self, _where: str) -> None:
        self.points += 1
        if self.points == self.cut_at:
            raise PowerWentError

    def _feed(self, event: Event) -> None:
        pending = [event]
        while pending and self.terminal is not None:
            effects = self.terminal.receive(pending.pop(0))
            for effect in effects:
                self._point("before an effect")
                pending += self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> tuple[Event, ...]:
        match effect:
            case Show(screen):
                self._show(screen)
            case Sound(beep):
                self.beeps.append(beep)
            case WriteBytes(data):
                self._write_to_host(data)
            case StartTimer(timer, seconds):
                line = timer.whose == "line"
                self._start(timer, seconds, by_itself=line, act=lambda: self._feed(TimerExpired(timer)))
            case StopTimer(timer):
                self._stop(timer)
            case Print(slip):
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

    def _write_to_host(self, data: bytes) -> None:
        if self.cut_at is not None and self.points < self.cut_at <= self.points + len(data) - 1:
            data = data[: self.cut_at - self.points]
            self._carry(Direction.TO_HOST, data, self._to_host)
            raise PowerWentError
        self.points += len(data) - 1
        self._carry(Direction.TO_HOST, data, self._to_host)

    def _carry(self, direction: Direction, data: bytes, arrive: Callable[[bytes], None]) -> None:
        self.wire.append((direction, data))
        if not self.counter.plugged:
            return
        for arrival in self.faults.carry(direction, data):
            later = self.clock.at + timedelta(seconds=arrival.delay_seconds)
            self._put(
                later,
                by_itself=not arrival.delay_seconds,
                act=lambda data=arrival.data: arrive(data),  # type: ignore[misc]
            )

    def _to_host(self, data: bytes) -> None:
        self._host_acts(self._host_end.receive(data))

    def _to_terminal(self, data: bytes) -> None:
        if self.counter.plugged:
            self._feed(BytesReceived(data))

    def _host_acts(self, actions: tuple[Action | Later, ...]) -> None:
        for action in actions:
            match action:
                case Write(data):
                    self._carry(Direction.TO_TERMINAL, data, self._to_terminal)
                case Arm(timer, seconds):
                    end = self._host_end
                    self._start(
                        timer,
                        seconds,
                        by_itself=True,
                        act=lambda t=timer, e=end: self._host_acts(e.expired(t)),  # type: ignore[misc]
                    )
                case Disarm(timer):
                    self._stop(timer)
                case Later(token, seconds):
                    end = self._host_end
                    self._put(
                        self.clock.at + timedelta(seconds=seconds),
                        by_itself=False,
                        act=lambda t=token, e=end: self._host_acts(e.due(t)) if e is self._host_end else None,  # type: ignore[misc]
                    )
                case _:
                    pass

    def _start(self, timer: object, seconds: float, *, by_itself: bool, act: Callable[[], None]) -> None:
        self._stop(timer)

        def ring() -> None:
            self._timers.pop(timer, None)
            act()

        self._timers[timer] = self._put(
            self.clock.at + timedelta(seconds=seconds), by_itself=by_itself, act=ring
        )

    def _stop(self, timer: object) -> None:
        due = self._timers.pop(timer, None)
        if due is not None:
            due.dead = True

    def _put(self, at: datetime, *, by_itself: bool, act: Callable[[], None]) -> _Due:
        self._number += 1
        due = _Due(at, self._number, by_itself, act)
        heapq.heappush(self._queue, due)
        return due

    def _run(self, until: datetime | None = None) -> None:
        """Do what is due; without `until`, only what happens by itself, and whatever comes before it."""
        while self._queue:
            if until is None and not any(due.by_itself and not due.dead for due in self._queue):
                break
            due = self._queue[0]
            if until is not None and due.at > until and not (due.by_itself and due.at == self.clock.at):
                break
            heapq.heappop(self._queue)
            if due.dead:
                continue
            self.clock.at = max(self.clock.at, due.at)
            due.act()
        if until is not None:
            self.clock.at = max(self.clock.at, until)
            self._run()


def _keys(name: Key | str) -> tuple[Key, ...]:
    if isinstance(name, Key):
        return (name,)
    return tuple(Key(digit) for digit in name) if name.isdigit() else (Key(name),)
