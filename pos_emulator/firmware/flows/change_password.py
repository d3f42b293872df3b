"""Password change 修改密码: old, new, new again; nothing weak, nothing of before."""

from __future__ import annotations

from pos_emulator.firmware.audit import note
from pos_emulator.firmware.entry import AskSecret
from pos_emulator.firmware.flow import SignOnAgain, Stopped
from pos_emulator.firmware.passwords import (
    Secret,
    factory_password,
    is_factory,
    is_right,
    kept_after_change,
    lock,
    name_of,
    operator_secret,
    record_of,
    require_password,
)
from pos_emulator.firmware.peripherals import Beep, Key
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Choose, MakeRecord, Tell, Warn
from pos_emulator.firmware.records import Tries
from pos_emulator.security.masking import Secret as Typed
from pos_emulator.security.passwords import is_weak

_OPERATOR_DIGITS = 4


async def change_own_password(pos: Pos) -> None:
    """The operator in charge changes their own.

    Raises:
        SignOnAgain: nobody is in charge.
        Stopped: the old one was wrong three times.
    """
    if not pos.operator:
        raise SignOnAgain
    name = operator_secret(pos.operator)
    if (pos.state.tries.get(name) or Tries()).locked:
        raise Stopped("logon.wrong", tries=0)
    while not await is_right(pos, name, await AskSecret("change.old", most=_OPERATOR_DIGITS)):
        left = pos.profile.password_tries - (pos.state.tries.get(name) or Tries()).wrong
        note(pos, "password", f"{name} old password wrong")
        if left <= 0:
            lock(pos, name)
            raise Stopped("logon.wrong", tries=0)
        await Warn("password.wrong", secret="operator", tries=left)
    pos.state.tries.delete(name)
    await choose_new(pos, name, digits=_OPERATOR_DIGITS)


async def change_supervisor_password(pos: Pos) -> None:
    """00 changes the supervisor password, which is the refund password unless they are split."""
    await change_secret(pos, Secret.SUPERVISOR)


async def change_administrator_password(pos: Pos) -> None:
    """99 changes its own."""
    await change_secret(pos, Secret.ADMIN)


async def change_secret(pos: Pos, secret: Secret) -> None:
    """Old, new, new again of a shared secret; the old one counts as every try of it."""
    await require_password(pos, secret, screen="change.old", what="password change")
    await choose_new(pos, name_of(pos, secret), digits=secret.digits)


async def change_before_refund(pos: Pos) -> None:
    """Where the profile demands it, no refund with the password as delivered."""
    if not pos.profile.forced_password_change or not is_factory(pos, name_of(pos, Secret.REFUND)):
        return
    await Choose("change.required", {Key.ENTER: None})
    await change_secret(pos, Secret.REFUND)


async def choose_new(pos: Pos, name: str, *, digits: int) -> None:
    """A new password, twice the same and not weak."""
    while True:
        new = await AskSecret("change.new", most=digits)
        if weak(pos, name, new):
            await Warn("change.weak")
            continue
        if await AskSecret("change.again", most=digits) == new:
            break
        await Warn("change.different")
    record = await MakeRecord(new, salt=pos.entropy.octets(16), cost=pos.password_cost)
    pos.state.passwords.put(name, kept_after_change(pos, name, record))
    note(pos, "password", f"{name} changed")
    await Tell("change.done", Beep.OK)


def weak(pos: Pos, name: str, new: Typed) -> bool:
    """The password as delivered, equal digits, runs, the present one or one of the last four."""
    kept = pos.state.passwords.get(name)
    earlier = (record_of(pos, name),) if kept is None else (*reversed(kept.previous[:3]), kept.record)
    return is_weak(new, defaults=(factory_password(pos.profile, name),), previous=earlier)
