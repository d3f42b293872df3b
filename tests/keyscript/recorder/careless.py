"""Somebody who types secrets at the wrong prompt, presses keys twice, and does things in an odd order."""

from __future__ import annotations

from pos_emulator.cards import load_cards
from pos_emulator.firmware.peripherals import Key as Pressed
from pos_emulator.firmware.peripherals import KeyPressed
from pos_emulator.keyscript.recorder.screens import is_idle
from pos_emulator.keyscript.recorder.session import Crossed
from tests.keyscript.recorder.by_hand import ByHand, Person

_AMOUNTS = ("5800", "1051")
"""Two only, so that sales are alike."""


class Careless(Person):
    """Does what a `Person` does, and more besides."""

    def new_password(self) -> None:
        """The supervisor has another one from now on."""
        hand = self.hand
        hand.keys("Enter", "7", "1", "00", "Enter")
        hand.secret("supervisor")
        hand.keys("1")
        hand.secret("supervisor")
        changed = f"{self.dice.choice(('739', '418', '602'))}{self.dice.choice(('182', '570', '936'))}"
        hand.keys(changed, "Enter", changed, "Enter", "Enter", "Cancel")
        hand.know("supervisor", changed)

    def go_idle(self) -> None:
        """Back to idle, whatever it takes."""
        for _ in range(40):
            if is_idle(self.hand.screen):
                return
            self._go_on()

    def _some_secret(self) -> str:
        names = ("supervisor", "supervisor", "admin", "operator-01", "demo-debit", "demo-credit", "demo-chip")
        secret = self.hand.secrets[self.dice.choice(names)].reveal()
        match self.dice.randrange(6):
            case 0:
                return "77" + secret
            case 1:
                return secret + "5"
            case 2:
                return secret[:4]
            case _:
                return secret

    def _type(self, digits: str) -> None:
        hand = self.hand
        at = hand.at
        if at.endswith(".amount"):
            digits = self.dice.choice(_AMOUNTS)
        if self._chance(0.15):
            hand.keys("Enter")
            if hand.at != at:
                hand.keys("Enter")
        if hand.at != at or not self._chance(0.35):
            super()._type(digits)
            return
        wrong = self._some_secret()
        match self.dice.randrange(6):
            case 0:
                hand.keys(wrong, "Cancel")
            case 1:
                hand.keys(wrong, *["Clear"] * len(wrong), digits, "Enter")
            case 2:
                hand.keys(wrong)
                hand.bench.act(KeyPressed(Pressed.CLEAR, held=True))
                hand.keys(digits, "Enter")
            case 3:
                hand.keys(wrong, "Clear", "Enter")
            case _:
                hand.keys(wrong, "Enter", *(["Enter"] if self._chance(0.5) else []))

    def _around(self) -> None:
        hand = self.hand
        if self._chance(0.7):
            super()._around()
        elif self._chance(0.5) and hand.at == "idle.signed-on":
            hand.next_day()
        elif hand.bench.counter.customer_here and hand.bench.counter.at_hand:
            hand.go(self.dice.choice(hand.bench.counter.at_hand))

    def _go_on(self) -> None:
        if self.hand.at.endswith(".pin") and self._chance(0.25):
            self.hand.keys("Cancel")
        else:
            super()._go_on()


def secrets_in(hand: ByHand, text: str) -> list[str]:
    """Lines that hold a secret of the session, dots or not; an amount that went to the host is none."""
    sent = {
        str(each.amount)
        for each in (*hand.heard, *hand.listener.entries)
        if isinstance(each, Crossed) and each.to_host
    }
    secrets = {each.reveal() for each in hand.secrets.values()} | {each.pin for each in load_cards().values()}
    found = []
    for line in text.splitlines():
        digits = "".join(char for char in line if char.isdigit())
        for number in sent:
            digits = digits.replace(number, "") if len(number) >= 6 else digits
        whole = any(len(each) >= 6 and each in digits for each in secrets)
        if whole or (line.startswith("  Keys ") and {*line.split()[1:2]} & secrets - sent):
            found.append(line)
    return found
