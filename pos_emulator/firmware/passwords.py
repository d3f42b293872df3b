"""Passwords of the terminal: who holds which, how often they may be wrong, what locks and unlocks.

A wrong try is counted in flash before the answer is known, so that pulling the plug gains nothing.
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from functools import lru_cache

from pos_emulator.firmware.audit import note
from pos_emulator.firmware.entry import AskSecret
from pos_emulator.firmware.flow import Stopped
from pos_emulator.firmware.peripherals import Beep, Entropy, Key, StartTimer, StopTimer, Timer
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Choose, Compare, Warn
from pos_emulator.firmware.records import PasswordKept, Tries
from pos_emulator.profile import Profile
from pos_emulator.security.keys import Key as DesKey
from pos_emulator.security.masking import Secret as Typed
from pos_emulator.security.passwords import PasswordHash, ScryptCost, hash_password
from pos_emulator.security.unlock import unlock_code

_FACTORY_SALT = b"as delivered"
_UNLOCK_DIGITS = 6
_MOST_WAIT = 12
"""The longest wait after wrong unlock codes, in lock times: an hour where a lock lasts five minutes."""


class Secret(Enum):
    """A secret that opens something; the value names it in flash, in texts and in the audit log."""

    SUPERVISOR = "supervisor"
    REFUND = "refund"
    ADMIN = "admin"

    @property
    def digits(self) -> int:
        """How long it is."""
        return 8 if self is Secret.ADMIN else 6


def operator_secret(number: str) -> str:
    """The name of an operator's password in flash."""
    return f"operator-{number}"


def factory_password(profile: Profile, name: str) -> Typed:
    """The password as delivered."""
    delivered = {
        Secret.SUPERVISOR.value: profile.supervisor_password,
        Secret.REFUND.value: profile.refund_password,
        Secret.ADMIN.value: profile.admin_password,
    }
    return Typed(delivered.get(name, profile.operator_password))


def is_factory(pos: Pos, name: str) -> bool:
    """Whether a password was never changed."""
    return pos.state.passwords.get(name) is None


def record_of(pos: Pos, name: str) -> PasswordHash:
    """What a typed password is compared with; the published factory password needs no costly one."""
    kept = pos.state.passwords.get(name)
    if kept is not None:
        return kept.record
    return _factory_record(factory_password(pos.profile, name).reveal())


@lru_cache(maxsize=16)
def _factory_record(published: str) -> PasswordHash:
    return hash_password(Typed(published), salt=_FACTORY_SALT, cost=ScryptCost.MINIMAL)


def kept_after_change(pos: Pos, name: str, record: PasswordHash) -> PasswordKept:
    """A new password, and the last four before it."""
    kept = pos.state.passwords.get(name)
    previous = () if kept is None else (kept.record, *kept.previous)[:4]
    return PasswordKept(record, previous)


def name_of(pos: Pos, secret: Secret) -> str:
    """The refund password is the supervisor's, unless the profile splits them."""
    if secret is Secret.REFUND and not pos.profile.split_refund_password:
        return Secret.SUPERVISOR.value
    return secret.value


def is_locked(pos: Pos, secret: Secret) -> bool:
    """Whether too many wrong tries have locked what the secret opens."""
    tries = pos.state.tries.get(name_of(pos, secret))
    return tries is not None and tries.locked


async def require_password(pos: Pos, secret: Secret, *, screen: str, what: str) -> None:
    """Ask until the password is right.

    Raises:
        Cancelled: the person left.
        Stopped: too many wrong tries; the lock's own screens were shown.
    """
    name = name_of(pos, secret)
    allowed = pos.profile.admin_tries if secret is Secret.ADMIN else pos.profile.password_tries
    while True:
        if is_locked(pos, secret):
            await stay_locked(pos, secret)
        typed = await AskSecret(screen, most=secret.digits)
        if await is_right(pos, name, typed):
            pos.state.tries.delete(name)
            note(pos, what, f"{name} password right")
            return
        wrong = (pos.state.tries.get(name) or Tries()).wrong
        if wrong >= allowed:
            lock(pos, name)
            note(pos, what, f"{name} password wrong, locked")
            continue
        note(pos, what, f"{name} password wrong")
        await Warn("password.wrong", secret=name, tries=allowed - wrong)


async def is_right(pos: Pos, name: str, typed: Typed) -> bool:
    """Compare a typed password; the try is counted before the answer is known."""
    tries = pos.state.tries.get(name) or Tries()
    pos.state.tries.put(name, replace(tries, wrong=tries.wrong + 1))
    return await Compare(typed, record_of(pos, name))


def lock(pos: Pos, name: str) -> None:
    """Lock what a secret opens; the lock runs for power-on time."""
    tries = pos.state.tries.get(name) or Tries()
    pos.state.tries.put(name, replace(tries, locked=True, number=new_number(pos)))
    pos.out.append(StartTimer(Timer.LOCK, pos.profile.lock_seconds))


def start_lock_timers(pos: Pos) -> None:
    """Locks and waits run for power-on time: anew whenever the power comes on."""
    if any_locked(pos):
        pos.out.append(StartTimer(Timer.LOCK, pos.profile.lock_seconds))
    start_waiting(pos)


def start_waiting(pos: Pos) -> None:
    """One timer for all that wait, as long as the longest."""
    waits = [wait_seconds(pos, tries) for tries in pos.state.tries.values() if tries.waiting]
    if waits:
        pos.out.append(StartTimer(Timer.CODE, max(waits)))


def wait_seconds(pos: Pos, tries: Tries) -> float:
    """How long no unlock code is taken: one lock time, then twice as long each time."""
    return pos.profile.lock_seconds * float(min(2 ** max(tries.rounds - 1, 0), _MOST_WAIT))


def new_number(pos: Pos) -> str:
    """What a locked terminal shows and the acquirer is told, 8 digits."""
    return lock_number(pos.entropy)


def lock_number(entropy: Entropy) -> str:
    """A number to tell the acquirer, 8 digits."""
    return f"{int.from_bytes(entropy.octets(4), 'big') % 100_000_000:08d}"


def unlock(pos: Pos, name: str) -> None:
    """Take a lock away, and the wrong tries with it."""
    pos.state.tries.delete(name)
    if not any_locked(pos):
        pos.out += (StopTimer(Timer.LOCK), StopTimer(Timer.CODE))


def any_locked(pos: Pos) -> bool:
    """Whether some password is locked."""
    return any(tries.locked for tries in pos.state.tries.values())


def lock_ran_out(pos: Pos) -> None:
    """The five minutes are over; 99 itself stays locked until the acquirer's code."""
    for name in pos.state.tries.names():
        tries = pos.state.tries.get(name)
        if tries is not None and tries.locked and name != Secret.ADMIN.value:
            pos.state.tries.delete(name)
            note(pos, "lock", f"{name} unlocked by time")


def wait_is_over(pos: Pos) -> None:
    """Unlock codes are taken again; how often numbers were used up stays known."""
    for name in pos.state.tries.names():
        tries = pos.state.tries.get(name)
        if tries is not None and tries.waiting:
            pos.state.tries.put(name, replace(tries, waiting=False))


async def stay_locked(pos: Pos, secret: Secret) -> None:
    """Say that it is locked; 确认 asks for the acquirer's code or the administrator.

    Raises:
        Stopped: it is still locked.
    """
    pos.sound(Beep.FAIL)
    pos.explain(
        "password-locked",
        "too many wrong passwords: locked until the time is over, 99 or the acquirer's code",
    )
    await Choose("password.locked", {Key.ENTER: None}, minutes=round(pos.profile.lock_seconds / 60))
    name = name_of(pos, secret)
    tries = pos.state.tries.get(name) or Tries()
    if tries.waiting:
        pos.explain("password-locked", "too many wrong unlock codes: none is taken until the wait is over")
        await Warn("password.wait", minutes=round(wait_seconds(pos, tries) / 60))
        raise Stopped
    if not await unlock_by_code(pos, name):
        raise Stopped


async def unlock_by_code(pos: Pos, name: str) -> bool:
    """The acquirer's one-time code for the number on the screen, or 99's password in its place.

    Asked again after a wrong one, until the codes for this number are used up.
    """
    while (tries := pos.state.tries.get(name)) is not None and tries.locked:
        if tries.waiting:
            return False
        typed = await AskSecret(
            "password.unlock", most=Secret.ADMIN.digits, least=_UNLOCK_DIGITS, number=tries.number
        )
        master = DesKey(pos.vault.open(pos.state.master_key, purpose="master-key"))
        if typed == unlock_code(master, pos.profile.tid, tries.number):
            by = "the acquirer's code"
        elif name != Secret.ADMIN.value and await is_administrator(pos, typed):
            by = "99"
        else:
            await wrong_code(pos, name, tries)
            continue
        unlock(pos, name)
        note(pos, "unlock", f"{name} unlocked by {by}")
    return True


async def wrong_code(pos: Pos, name: str, tries: Tries) -> None:
    """Not the code for this number; after a few the number changes, and no code is taken for a while."""
    note(pos, "unlock", f"{name} wrong code")
    left = pos.profile.password_tries - tries.codes_wrong - 1
    if left > 0:
        pos.state.tries.put(name, replace(tries, codes_wrong=tries.codes_wrong + 1))
        await Warn("password.code-wrong", tries=left)
        return
    used_up = replace(tries, codes_wrong=0, number=new_number(pos), rounds=tries.rounds + 1, waiting=True)
    pos.state.tries.put(name, used_up)
    start_waiting(pos)
    await Warn("password.wait", minutes=round(wait_seconds(pos, used_up) / 60))


async def is_administrator(pos: Pos, typed: Typed) -> bool:
    """Whether it is 99's password; its own tries count."""
    name = Secret.ADMIN.value
    if len(typed.reveal()) != Secret.ADMIN.digits or is_locked(pos, Secret.ADMIN):
        return False
    if await is_right(pos, name, typed):
        pos.state.tries.delete(name)
        return True
    if (pos.state.tries.get(name) or Tries()).wrong >= pos.profile.admin_tries:
        lock(pos, name)
    return False
