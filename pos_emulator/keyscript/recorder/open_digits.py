"""Digits that were typed where anybody can read them, and which of them a script keeps.

Somebody may type a secret at the wrong prompt. What was left or taken back is not kept at all: nothing
came of it. Of what was entered, a number that means nothing here becomes another such number, and so does
an amount that has a secret in it, unless it went to the host: then it is the transaction's, and stands on
the slip and in the ledger too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pos_emulator.cards import load_cards
from pos_emulator.firmware.entry import LETTERS
from pos_emulator.firmware.passwords import Secret, factory_password
from pos_emulator.firmware.peripherals import Key
from pos_emulator.firmware.records import Settled, Transaction
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.recorder.naming import APPROVED, Named
from pos_emulator.keyscript.recorder.screens import typed_on
from pos_emulator.keyscript.recorder.strokes import Stroke
from pos_emulator.profile import Profile
from pos_emulator.security.masking import Secret as Typed
from pos_emulator.security.passwords import PasswordHash

ANOTHER = "another number: what was typed is not kept"

_LEAST = 4
"""No secret is shorter; fewer digits are a slip of the finger, or a short number."""
_TELLING = 6
"""A secret of so many digits is looked for inside of others; a shorter one has to be all of them."""
_SLIP = 1
"""So many characters are taken back at once by a slip of the finger."""
_MEANS_NOTHING = (".not-found", ".none", ".date-wrong")
_TOO_MUCH = (".over-original", ".over-limit")


class KnownSecrets:
    """What must not stand in a script: PINs, this terminal's passwords, and all that was typed as a secret.

    Args:
        profile: The terminal's, for the passwords as delivered.
        state: Its records, at the end.
        typed: Digits that were typed at a prompt for a secret.
    """

    def __init__(self, profile: Profile, state: State, typed: Iterable[str]) -> None:
        known = {profile.operator_password, *(card.pin for card in load_cards().values()), *typed}
        self._hashes: list[tuple[int, PasswordHash]] = []
        lengths = {secret.value: secret.digits for secret in Secret}
        known |= {
            factory_password(profile, name).reveal() for name in lengths if state.passwords.get(name) is None
        }
        for name in state.passwords.names():
            kept = state.passwords.get(name)
            if kept is not None:
                self._hashes.append((lengths.get(name, _LEAST), kept.record))
        self._known = {digits for digits in known if len(digits) >= _LEAST}

    def in_digits(self, digits: str) -> bool:
        """Whether digits are a secret, or have a longer one in them."""
        if len(digits) < _LEAST:
            return False
        if any(each == digits or (len(each) >= _TELLING and each in digits) for each in self._known):
            return True
        return any(_is(record, part) for length, record in self._hashes for part in _parts(digits, length))

    def begin_with(self, digits: str) -> bool:
        """Whether a secret begins so: a short row takes no more of one."""
        return any(each.startswith(digits) for each in self._known)


def _parts(digits: str, length: int) -> Iterator[str]:
    if len(digits) == length or length >= _TELLING:
        yield from (digits[at : at + length] for at in range(len(digits) - length + 1))


@lru_cache(maxsize=1024)
def _is(record: PasswordHash, digits: str) -> bool:
    return record.matches(Typed(digits))


def without_secrets(
    strokes: Sequence[Stroke], named: Sequence[Named], *, profile: Profile, state: State
) -> frozenset[str]:
    """Take out of strokes what a script must not hold; the numbers that others now stand for.

    Args:
        strokes: The session's, which are changed.
        named: The transactions that were there before.
        profile: The terminal's.
        state: Its records, at the end.
    """
    secrets = KnownSecrets(profile, state, (each.secret for each in strokes if each.secret))
    own = _own_numbers(strokes, (*named, *state.batch.values(), *state.settled.values()))
    hidden: set[str] = set()
    for stroke in strokes:
        if stroke.typed is None or not stroke.keys:
            continue
        if stroke.is_open:
            stroke.keys.clear()
        elif stroke.ended_by is not Key.ENTER:
            del stroke.keys[:-1]
        elif _is_to_hide(stroke, own, secrets):
            stroke.instead = _another(stroke, secrets)
            hidden.add(stroke.typed)
        elif _was_taken_back(stroke, secrets):
            stroke.keys[:] = [*clearing(stroke), *_keys_of(stroke.typed), Key.ENTER]
    return frozenset(hidden)


def clearing(stroke: Stroke) -> list[Key]:
    """The keys that empty a row in which something stands already; a row that is offered needs none."""
    stays = stroke.at.name.endswith(".reference") and typed_on(stroke.at)
    return [Key.CLEAR, Key.CLEAR] if stays else []


def _own_numbers(
    strokes: Iterable[Stroke], records: Iterable[Named | Transaction | Settled]
) -> frozenset[str]:
    """Whatever names or is part of a transaction, as it is typed."""
    numbers = {part for each in records for part in (each.voucher, each.rrn, each.date, str(each.amount))}
    for crossed in (each for stroke in strokes for each in stroke.crossed):
        numbers.add(crossed.voucher)
        if crossed.to_host:
            numbers.add(str(crossed.amount))
        elif crossed.code == APPROVED:
            numbers |= {crossed.rrn, crossed.date}
    return frozenset(numbers - {""})


def _is_to_hide(stroke: Stroke, own: frozenset[str], secrets: KnownSecrets) -> bool:
    typed, asked = stroke.typed or "", stroke.at.name.rpartition(".")[2]
    if not typed or (typed.zfill(6) if asked == "voucher" else typed) in own:
        return False
    means_nothing = asked == "reference" or any(
        screen.name.endswith(_MEANS_NOTHING) for screen in stroke.after[:1]
    )
    if means_nothing and len(typed) >= _LEAST:
        return True
    if asked == "date" and secrets.begin_with(typed):
        return True
    return secrets.in_digits(typed) or any(
        secrets.in_digits(pressed) for pressed in _pressed(stroke) if typed in pressed
    )


def _pressed(stroke: Stroke) -> list[str]:
    """The digits between what was taken back, and what they come to; the last at the end.

    Zeros before an amount are pressed, and are not in its row.
    """
    between, left = [""], ""
    for before, key in pairwise([None, *stroke.keys]):
        if key is Key.CLEAR:
            between.append("")
            left = "" if before is Key.CLEAR else left[:-1]
        elif key is not None and key.is_digit:
            between[-1] += key.value
            left += key.value
    return [left, *between]


def _was_taken_back(stroke: Stroke, secrets: KnownSecrets) -> bool:
    """Whether more than a slip of the finger was taken back, or a secret."""
    rows = [typed_on(stroke.at) or "", *stroke.rows]
    back = [(row, len(row) - len(after)) for row, after in pairwise(rows) if len(row) > len(after)]
    if sum(count for _, count in back) >= _LEAST or any(count > _SLIP for _, count in back):
        return True
    pressed = _pressed(stroke)
    if len(pressed[-1]) - len(stroke.typed or "") >= _LEAST:
        return True
    return any(secrets.in_digits(row) for row, _ in back) or any(
        each != stroke.typed and secrets.in_digits(each) for each in pressed
    )


def _keys_of(typed: str) -> Iterator[Key]:
    """Keys that fill an empty row."""
    for char in typed:
        digit = next((digit for digit, letters in LETTERS.items() if char in letters), char)
        yield Key(digit)
        if char != digit:
            yield from [Key.ALPHA] * (LETTERS[digit].index(char) + 1)


def _another(stroke: Stroke, secrets: KnownSecrets) -> str:
    """A number that fares as the one that was typed."""
    typed, asked = stroke.typed or "", stroke.at.name.rpartition(".")[2]
    came = stroke.after[0].name if stroke.after else ""
    if asked == "date" and not came.endswith(_MEANS_NOTHING):
        return "0101"
    if stroke.at.name == "refund.amount":
        return "9999999999" if came.endswith(_TOO_MUCH) else "1"
    numbers = (digit * len(typed) for digit in "987654321")
    return next(number for number in numbers if not secrets.in_digits(number))
