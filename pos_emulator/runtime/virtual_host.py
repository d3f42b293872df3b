"""The acquirer's side of a bench: a process that can die and come up again over its ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.line_end import Later, LineEnd
from pos_emulator.acquirer.records import RequestId
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.cards import load_cards
from pos_emulator.link.framers.by_name import serial_framer
from pos_emulator.link.session import Action, Arm, Disarm, LineTimer, Session, Write
from pos_emulator.profile import Profile
from pos_emulator.runtime.cut_points import AcquirerDiedError, CutLedger, CutPoints
from pos_emulator.runtime.virtual_time import Agenda, HostClock, SeededEntropy, Timers, VirtualClock
from pos_emulator.security.vault import Vault


class VirtualHost:
    """One acquirer process after the other, over one ledger.

    Args:
        profile: How the terminal frames.
        settings: The host's own.
        seed: What its randomness follows from.
        vault: Seals what the host keeps.
        clock, agenda: The bench's.
        write: Puts bytes on the line to the terminal; raises where the acquirer dies meanwhile.
        ledger: What it begins with.
        asked: How often the host asked for random octets before.
    """

    def __init__(
        self,
        profile: Profile,
        settings: HostSettings,
        *,
        seed: int,
        vault: Vault,
        clock: VirtualClock,
        agenda: Agenda,
        write: Callable[[bytes, CutPoints], None],
        ledger: MemoryLedger,
        asked: int,
    ) -> None:
        self.settings = settings
        self.points = CutPoints(AcquirerDiedError)
        self.restarts_at_once = True
        """Whether an acquirer that dies is up again before the next byte."""
        self.entropy = SeededEntropy(seed, "host", asked)
        self._seed = seed
        self.after_commit: Callable[[Ledger, tuple[RequestId, ...]], None] | None = None
        """Who is to look at the ids whose legs a commit has touched."""
        self.ledger = CutLedger(self.points.passed, ledger, committed=self._committed)
        self._profile = profile
        self.vault = vault
        self._clock = HostClock(clock)
        self._agenda = agenda
        self._timers = Timers(agenda)
        self._write = write
        self._end: LineEnd | None = None
        self.start()

    def start(self) -> None:
        """An acquirer process comes up over the ledger."""
        self.acquirer = Acquirer(
            self.ledger,
            vault=self.vault,
            settings=self.settings,
            clock=self._clock,
            entropy=self.entropy,
            cards=load_cards().values(),
        )
        self._end = LineEnd(self.acquirer, Session(serial_framer(self._profile.framing)))

    def stop(self) -> None:
        """The process ends; its ledger, and what it wrote to the line, stay."""
        self._end = None
        for timer in LineTimer:
            self._timers.stop(timer)

    def wipe(self) -> None:
        """The host loses everything: a new ledger with another id, under a new process."""
        self.stop()
        another_id = SeededEntropy(self._seed, f"ledger after {self.ledger.ledger_id}").octets(8).hex()
        self.ledger = CutLedger(self.points.passed, MemoryLedger(another_id), committed=self._committed)
        self.start()

    def receive(self, data: bytes) -> None:
        """Bytes came off the line; nobody hears them while no process runs."""
        self._act(lambda end: end.receive(data))

    @property
    def timers_running(self) -> int:
        """How many of its line timers run."""
        return sum(1 for _ in self._timers.running())

    def _committed(self, ids: tuple[RequestId, ...]) -> None:
        if self.after_commit is not None:
            self.after_commit(self.ledger, ids)

    def _act(self, asked: Callable[[LineEnd], tuple[Action | Later, ...]]) -> None:
        """Let the process do something; a dying one stops in the middle of it."""
        end = self._end
        if end is None:
            return
        try:
            for action in asked(end):
                self._carry_out(action, end)
        except AcquirerDiedError:
            self.stop()
            if self.restarts_at_once:
                self.start()

    def _carry_out(self, action: Action | Later, end: LineEnd) -> None:
        match action:
            case Write(data):
                self.points.passed("about to write")
                self._write(data, self.points)
            case Arm(timer, seconds):
                act = partial(self._act, lambda end: end.expired(timer))
                self._timers.start(timer, seconds, act, by_itself=True)
            case Disarm(timer):
                self._timers.stop(timer)
            case Later(token, seconds):
                act = partial(self._act, lambda now: now.due(token) if now is end else ())
                self._agenda.put(seconds, act, by_itself=False)
            case _:
                pass
