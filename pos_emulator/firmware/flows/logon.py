"""Sign-on 签到: operator, password, keys from the host, the epoch, and what is still owed."""

from __future__ import annotations

from iso8583_specs.dialects.own_tags import AS_BEFORE, OwnTags
from iso8583_specs.dialects.unionpay_views import KeyBlock
from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message
from pos_emulator.firmware.answers import Answer
from pos_emulator.firmware.asking import Progress, ask_without_debt
from pos_emulator.firmware.audit import note
from pos_emulator.firmware.doubt import hand_over_revived
from pos_emulator.firmware.entry import AskDigits, AskSecret
from pos_emulator.firmware.flow import Stopped
from pos_emulator.firmware.passwords import is_right, lock, operator_secret
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Tell, Warn
from pos_emulator.firmware.records import HostBook, SignedOn, Tries, WorkingKeys
from pos_emulator.firmware.reversal import out_of_reach, send_reversal
from pos_emulator.security.keys import Key, KeyLengthError, check_value, decipher

TITLE = "logon"
SUPERVISOR, ADMINISTRATOR = "00", "99"
_MOST_TRIES = 3


async def ask_operator(pos: Pos) -> str:
    """The number of an operator of this terminal, or of 00 or 99."""
    while True:
        number = await AskDigits("logon.operator", most=2, least=2)
        if number in (SUPERVISOR, ADMINISTRATOR) or pos.state.operators.get(number) is not None:
            return number
        await Warn("logon.unknown")


async def sign_on_as(pos: Pos, operator: str) -> None:
    """An operator's password, then the host."""
    await ask_operator_password(pos, operator)
    await sign_on(pos, operator)


async def ask_operator_password(pos: Pos, operator: str, *, screen: str = "logon.password") -> None:
    """Three tries, counted in flash; then that operator is locked for a while, and the terminal is idle.

    Raises:
        Stopped: the third was wrong, or the operator is locked.
    """
    name = operator_secret(operator)
    while True:
        if (pos.state.tries.get(name) or Tries()).locked:
            pos.explain("password-locked", f"operator {operator}: too many wrong passwords")
            await Warn("logon.wrong", tries=0)
            raise Stopped
        typed = await AskSecret(screen, most=4)
        if await is_right(pos, name, typed):
            pos.state.tries.delete(name)
            return
        left = _MOST_TRIES - (pos.state.tries.get(name) or Tries()).wrong
        note(pos, "logon", f"operator {operator} password wrong")
        await Warn("logon.wrong", tries=max(left, 0))
        if left <= 0:
            lock(pos, name)
            note(pos, "logon", f"operator {operator} locked")
            raise Stopped


async def sign_on(pos: Pos, operator: str) -> None:
    """0800 for the working keys, 0600 for the epoch, then what is owed; 签到成功 shows even where it stays owed."""
    if not pos.state.master_key:
        raise Stopped("logon.failed", why="no-master-key")
    answer = await ask_without_debt(pos, sign_on_request(pos, operator), title=TITLE)
    if not answer.approved or answer.reply is None or 62 not in answer.reply:
        pos.explain("host-declined", f"the host answered the sign-on with {answer.code}")
        raise Stopped("logon.failed", why="refused")
    pos.state.working_keys = load_keys(pos, answer.reply.octets(62))
    pos.renew_keys()
    pos.state.hello_due = pos.state.needs_sign_on = True
    revived = pos.restored
    await say_hello(pos)
    batch_kept = adopt_batch(pos, answer)
    pos.state.signed_on = SignedOn(operator, pos.today)
    pos.state.needs_sign_on = False
    note(pos, "logon", "done")
    await out_of_reach(pos, revived=revived)
    if revived:
        await hand_over_revived(pos)
    await send_reversal(pos)
    if batch_kept:
        await Tell("logon.batch-kept", Beep.OK)
    else:
        await Tell("logon.done", Beep.OK, batch=f"{pos.state.batch_number:06d}")


def sign_on_request(pos: Pos, operator: str) -> Message:
    """The 0800: our batch, the key lengths we take, the operator."""
    return pos.host.request("sign_on", {63: f"{operator:<3}".encode("ascii")}, network=pos.profile.sign_on)


def load_keys(pos: Pos, block: bytes) -> WorkingKeys:
    """Decipher the key block under the TMK and compare the check values; the whole set or nothing.

    Raises:
        Stopped: wrong length or check value.
    """
    try:
        keys = KeyBlock.parse(block)
        master = Key(pos.vault.open(pos.state.master_key, purpose="master-key"))
        pin_key = Key(decipher(master, keys.pin_key))
        mac_key = Key(decipher(master, keys.mac_key))
        good = (
            check_value(pin_key) == keys.pin_check and check_value(Key(mac_key.octets[:8])) == keys.mac_check
        )
    except (SpecError, KeyLengthError):
        good = False
    if not good:
        pos.explain("key-check", "the check values of the working keys do not agree")
        note(pos, "logon", "key check failed")
        raise Stopped("logon.failed", why="key-check")
    return WorkingKeys(
        pos.vault.seal(pin_key.octets, purpose="working-key"),
        pos.vault.seal(mac_key.octets, purpose="working-key"),
    )


async def say_hello(pos: Pos, *, progress: Progress | None = None) -> None:
    """Tell the host which epoch and ledger we remember and learn the ones in force.

    A host that knows no 0600 has no epochs; the profile says so (`host_extensions`), for a host that
    does not answer may be another one each time.

    Raises:
        Stopped: the host did not say; without an epoch nothing has an identity.
    """
    if not pos.profile.host_extensions:
        meet(pos, HostBook())
        return
    book = pos.state.host_book
    told = OwnTags(epoch=book.epoch, ledger_id=book.ledger or None, why=pos.state.memory_story)
    request = pos.host.request("hello", {62: told.octets()})
    answer = await ask_without_debt(pos, request, title=TITLE, progress=progress)
    pos.heed(answer.code)
    if not answer.approved or answer.reply is None:
        pos.explain("epoch", f"the host answered our 0600 with {answer.code}; does it know that message?")
        raise Stopped("logon.failed", why="refused")
    try:
        learnt = OwnTags.parse(answer.reply.octets(62))
    except SpecError:
        raise Stopped("logon.failed", why="refused") from None
    forgetful = pos.state.memory_story != AS_BEFORE
    if learnt.epoch is None or learnt.ledger_id is None or (forgetful and learnt.epoch == book.epoch):
        # Numbers that were used may be used again: only a new epoch keeps them apart.
        pos.explain("epoch", "the host named no epoch, or no new one to a terminal that forgot something")
        raise Stopped("logon.failed", why="refused")
    meet(pos, HostBook(learnt.epoch, learnt.ledger_id))


def meet(pos: Pos, book: HostBook) -> None:
    """The host keeps this book: from now on it may be asked about money."""
    pos.state.host_book = book
    pos.state.memory_story = AS_BEFORE
    pos.state.hello_due = False


def adopt_batch(pos: Pos, answer: Answer) -> bool:
    """Take the host's batch number where ours is empty and nothing is owed; True where ours was kept instead."""
    named = answer.element(60)[2:8]
    ours = f"{pos.state.batch_number:06d}"
    if not named.isdigit() or len(named) < len(ours) or int(named) == 0 or named == ours:
        return False
    state = pos.state
    if state.batch.count() or state.owed is not None or state.doubts.count() or state.settling is not None:
        pos.explain("batch-kept", f"the host named batch {named}, {ours} is open here")
        note(pos, "logon", f"batch of the host {named} ignored")
        return True
    state.batch_number = int(named)
    return False
