"""Pos: what a flow may use, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pos_emulator.firmware.answers import KEYS_REFUSED
from pos_emulator.firmware.flow import Display, Outcome
from pos_emulator.firmware.host import HostLink
from pos_emulator.firmware.line import Line
from pos_emulator.firmware.peripherals import Beep, CardData, Clock, Entropy, Refused, Sound
from pos_emulator.firmware.records import KeptCard
from pos_emulator.firmware.state import RESTORED, State
from pos_emulator.profile import Profile
from pos_emulator.security.masking import Pan
from pos_emulator.security.passwords import ScryptCost
from pos_emulator.security.vault import Vault
from pos_emulator.texts import Texts

_texts_in = cache(Texts)


@dataclass(slots=True)
class Pos:
    """The terminal as its flows see it."""

    profile: Profile
    state: State
    host: HostLink
    line: Line
    vault: Vault
    clock: Clock
    entropy: Entropy
    password_cost: ScryptCost
    out: list[Outcome]
    """Effects of the present step, in order."""
    chip_inside: bool = False
    """A chip card is in the reader."""
    line_came_back: bool = False
    """An occasion to send what is owed that nobody has used yet."""
    keys_refused: bool = False
    """The host refused our keys since the last sign-on: what is owed is not sent again before the next."""
    keys_renewed: bool = False
    """A sign-on followed such a refusal."""
    title: str = "sale"
    """The entry that runs, or ran last: what row 1 of shared screens says."""

    @property
    def texts(self) -> Texts:
        """Screen and slip texts in the language of the moment."""
        return _texts_in(self.state.lang or self.profile.lang)

    @property
    def today(self) -> str:
        """The date of now as records have it, MMDD."""
        now = self.clock.now()
        return f"{now.month:02d}{now.day:02d}"  # A fifth of the time of strftime, and often asked.

    @property
    def minute(self) -> str:
        """The date and time of now as the idle screen has them, MM-DD hh:mm."""
        return self.clock.now().isoformat(" ", "minutes")[5:16]  # What follows is the zone.

    @property
    def operator(self) -> str:
        """Who is in charge, two digits; empty while nobody is."""
        signed_on = self.state.signed_on
        return signed_on.operator if signed_on else ""

    @property
    def owes(self) -> bool:
        """Whether a reversal is owed or a refund is in doubt."""
        return self.state.owed is not None or self.state.doubts.count() > 0

    @property
    def restored(self) -> bool:
        """Whether the memory is an older copy, and nobody has signed on since: what it owes may be finished."""
        return self.state.memory_story == RESTORED

    @property
    def waits_for_sign_on(self) -> bool:
        """Whether what is owed can go nowhere before somebody signs on."""
        return self.restored or self.keys_refused

    @property
    def knows_host(self) -> bool:
        """Whether the host has said which book it keeps since keys or memory changed.

        Until then nothing owed or in doubt is sent: another host knows nothing of it, and would call it done.
        """
        return not self.state.hello_due and not self.restored

    def heed(self, code: str) -> None:
        """Take note where the host refused our keys."""
        if code in KEYS_REFUSED:
            self.keys_refused = self.state.needs_sign_on = True
            self.explain("keys-refused", f"the host answered {code}: our keys are not its keys any more")

    def counts(self, code: str, *, acknowledged: bool) -> bool:
        """Heed the answer to a send that it did not end; whether that counts towards *by hand*.

        A0 and 99 say nothing of what is owed, and anybody on the line can say them: the first costs
        a sign-on and does not count. One that refuses the very keys of that sign-on counts, or a host
        that says nothing else would leave no way on.
        """
        if code not in KEYS_REFUSED:
            return acknowledged
        renewed, self.keys_renewed = self.keys_renewed, False
        self.heed(code)
        return acknowledged and renewed

    def renew_keys(self) -> None:
        """A sign-on has loaded new ones."""
        self.keys_renewed |= self.keys_refused
        self.keys_refused = False

    def show(self, screen: str, /, **values: object) -> None:
        """Put a screen on the display without waiting for anything."""
        self.out.append(Display(screen, values))

    def sound(self, beep: Beep) -> None:
        """Let the beeper sound."""
        self.out.append(Sound(beep))

    def explain(self, rule: str, why: str) -> None:
        """Tell who watches which guard said no, and why."""
        self.out.append(Refused(rule, why))

    def keep(self, card: CardData) -> KeptCard:
        """What may be kept of a card once it has left the reader."""
        pan = card.pan
        sealed = self.vault.seal(pan.digits.encode("ascii"), purpose="pan")
        return KeptCard(
            self.vault.token(pan), pan.masked, sealed, card.expiry, card.entry.value, card.sequence
        )

    def pan_of(self, card: KeptCard) -> Pan:
        """The card number behind what was kept: for a reversal, an upload, a void without card."""
        return Pan(self.vault.open(card.sealed, purpose="pan").decode("ascii"))
