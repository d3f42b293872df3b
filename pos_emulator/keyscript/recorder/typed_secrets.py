"""Which secret was typed, by its name: the digits that were typed are written nowhere.

What is played back has secrets of its own, so a name is found by what became of an entry: a password
that was right is that of its prompt; one that was wrong becomes another one of the same length that is
wrong too. Who reads the script is told where a name only stands in for what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pos_emulator.cards import load_cards
from pos_emulator.firmware.passwords import Secret, operator_secret
from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.recorder.strokes import Stroke
from pos_emulator.keyscript.runner.telephone import UNLOCK_CODE
from pos_emulator.keyscript.runner.training_secrets import Secrets
from pos_emulator.security.masking import Secret as Typed
from pos_emulator.security.passwords import is_weak

_NAMED_BY_PROMPT: Mapping[str, str] = {
    "void.password": Secret.SUPERVISOR.value,
    "refund.password": Secret.REFUND.value,
}
_STAFF: Mapping[str, str] = {"00": Secret.SUPERVISOR.value, "99": Secret.ADMIN.value}
_BY_LENGTH: Mapping[int, str] = {6: Secret.SUPERVISOR.value, 8: Secret.ADMIN.value}
_OF_OPERATOR = frozenset({"logon.password", "lock.password"})
_UNLOCK, _CODE_DIGITS = "password.unlock", 6
"""Where the acquirer's code is typed, or 99's longer password instead."""
_WRONG_CODE = ("password.code-wrong", "password.wait")

_WRONG = "a wrong one: what was typed is not kept"
_NEW = "a new password: what was typed is not kept"
_SINCE_CHANGED = "the new password"


class SecretNames:
    """Names what was typed at each prompt for a secret, as a session goes on.

    Args:
        secrets: What the names mean when the script is played.
        operator: Who is in charge at the beginning; empty for nobody.
    """

    def __init__(self, secrets: Secrets, operator: str) -> None:
        self._secrets = secrets
        self._operator = operator
        self._asked = operator
        self._card = ""
        self._became: dict[str, str] = {}
        """Passwords that were changed in the session, and the name under which the new one is typed."""
        self._new = ""
        self._old = ""

    def learn(self, stroke: Stroke) -> None:
        """Follow what decides which secret is asked for: the card, the operator."""
        match stroke.words:
            case ("Card", "swipe" | "insert" | "tap", card):
                self._card = card
        if stroke.at.name in ("logon.operator", "lock.locked") and stroke.typed:
            self._asked = stroke.typed

    def of(self, stroke: Stroke) -> tuple[str, ...]:
        """The names that type what this entry comes to; none where nothing stays typed."""
        if not stroke.secret or stroke.ended_by is not Key.ENTER:
            return ()
        prompt = stroke.at.name
        if prompt.endswith(".pin"):
            return self._pin(stroke.secret)
        if prompt in ("change.new", "change.again"):
            return (self._changed(stroke),)
        name = self._became.get(self._wanted(stroke), self._wanted(stroke))
        if not _was_right(stroke):
            return self._other(len(stroke.secret), but=name)
        if prompt == "change.old":
            self._old = self._wanted(stroke)
        return (name,)

    def remark(self, stroke: Stroke) -> str:
        """Why another secret's name stands there; to be asked once `of` has named it, empty where none does."""
        prompt = stroke.at.name
        if not stroke.names or (stroke.names == (self._card,) and prompt.endswith(".pin")):
            return ""
        if prompt in ("change.new", "change.again"):
            return _WRONG if _comes(stroke, "change.different") else _NEW
        if prompt.endswith(".pin") or not _was_right(stroke):
            return _WRONG
        return "" if stroke.names == (self._wanted(stroke),) else _SINCE_CHANGED

    def _wanted(self, stroke: Stroke) -> str:
        prompt, length = stroke.at.name, len(stroke.secret or "")
        if prompt in _NAMED_BY_PROMPT:
            return _NAMED_BY_PROMPT[prompt]
        if prompt == _UNLOCK:
            return UNLOCK_CODE if length == _CODE_DIGITS else Secret.ADMIN.value
        if prompt in _OF_OPERATOR or length not in _BY_LENGTH:
            return _STAFF.get(self._asked) or operator_secret(self._asked or "01")
        return _BY_LENGTH[length]

    def _pin(self, digits: str) -> tuple[str, ...]:
        card = load_cards().get(self._card)
        if card is not None and card.pin == digits:
            return (self._card,)
        return self._other(len(digits), but=self._card)

    def _changed(self, stroke: Stroke) -> str:
        present = self._became.get(self._old, self._old)
        if stroke.at.name == "change.new":
            if _comes(stroke, "change.weak"):
                return present
            self._new = self._fresh(len(stroke.secret or ""), present)
            return self._new
        if _comes(stroke, "change.different"):
            return present
        self._became[self._old] = self._new
        return self._new

    def _fresh(self, length: int, present: str) -> str:
        """A secret that is taken as a new password of that length."""
        for name, value in self._secrets.items():
            digits = Typed(value.reveal()[:length])
            usable = len(digits.reveal()) == length and not is_weak(digits, defaults=(), previous=())
            if usable and digits != self._secrets[present]:
                return name
        return present

    def _other(self, length: int, *, but: str) -> tuple[str, ...]:
        """Names that type so many digits and not those of `but`."""
        right = self._secrets[but].reveal() if but in self._secrets else ""
        for names in self._of_length(length):
            if "".join(self._secrets[name].reveal() for name in names)[:length] not in (
                right,
                right[:length],
            ):
                return names
        return ()

    def _of_length(self, length: int) -> Iterable[tuple[str, ...]]:
        """One secret, or two; at last a longer one, of which a prompt for a password takes no more."""
        lengths = {name: len(value.reveal()) for name, value in self._secrets.items()}
        yield from ((name,) for name, own in lengths.items() if own == length)
        yield from ((one, two) for one, a in lengths.items() for two, b in lengths.items() if a + b == length)
        yield from ((name,) for name, own in lengths.items() if own > length)


def _comes(stroke: Stroke, name: str) -> bool:
    return any(screen.name == name for screen in stroke.after)


def _was_right(stroke: Stroke) -> bool:
    """A code of the acquirer is compared with no record: only a screen says that it was wrong."""
    if stroke.at.name == _UNLOCK:
        return not any(_comes(stroke, name) for name in _WRONG_CODE)
    return bool(stroke.right)
