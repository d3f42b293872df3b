"""Sign-on, sign-off and echo: keys, and whether anybody is there."""

from __future__ import annotations

from dataclasses import replace

from iso8583_specs.dialects.unionpay_views import F60, KeyBlock
from iso8583_specs.message import Message
from pos_emulator.acquirer.desk import Desk, Request, Verdict, WorkingKeys
from pos_emulator.acquirer.errors import LedgerDamaged
from pos_emulator.acquirer.records import KeySet
from pos_emulator.acquirer.rules import Refusal
from pos_emulator.security.keys import Key, KeyLengthError, check_value, encipher
from pos_emulator.security.vault import Vault, VaultError

PURPOSE = "working-keys"
KEY_SETS_KEPT = 4
"""Sets that were sent and not used yet, and the one in use."""

SINGLE, DOUBLE = "001", "003"


def sign_on(request: Request, desk: Desk) -> Verdict:
    """Gives a whole set of new working keys; the old ones hold until the new ones are used.

    A repeat of a sign-on whose keys nobody used yet gets the same keys: its first answer may
    have been the one that arrived.
    """
    account = desk.account
    network = F60.parse(request.message.text(60)).network
    if network not in (SINGLE, DOUBLE):
        raise Refusal("unsupported")
    newest = account.key_sets[0] if account.key_sets else None
    if newest is None or newest.serial == account.confirmed or account.sign_on != request.meaning:
        newest = _new_set(network, desk)
        kept = account.key_sets[: KEY_SETS_KEPT - 2] + account.key_sets[-1:]
        older = account.key_sets if len(account.key_sets) < KEY_SETS_KEPT else kept
        desk.account = replace(account, key_sets=(newest, *older), sign_on=request.meaning)
    elements = desk.stamps() | {32: desk.settings.acquirer_id, 37: desk.reference()}
    elements[60] = replace(F60.parse(request.message.text(60)), batch=_batch_to_use(request, desk)).digits()
    elements[62] = _key_block(opened(desk.vault, newest), desk.tmk)
    return Verdict("00", "", elements)


def sign_off(request: Request, desk: Desk) -> Verdict:
    """Says goodbye; keys and batch stay."""
    return Verdict("00", "", desk.stamps() | {32: desk.settings.acquirer_id, 37: desk.reference()})


def echo(request: Request, desk: Desk) -> Verdict:
    """Says the time."""
    return Verdict("00", "", desk.stamps())


def opened(vault: Vault, key_set: KeySet) -> WorkingKeys:
    """The keys of a set, clear.

    Raises:
        LedgerDamaged: it was not sealed here.
    """
    try:
        octets = vault.open(key_set.sealed, purpose=PURPOSE)
        split = 1 + octets[0]
        return WorkingKeys(Key(octets[1:split]), Key(octets[split:]))
    except (VaultError, KeyLengthError, IndexError):
        raise LedgerDamaged("ledger", "the working keys of a terminal") from None


def is_sign_on(message: Message) -> bool:
    """Whether it needs no keys because it asks for them."""
    return message.mti == "0800"


def _new_set(network: str, desk: Desk) -> KeySet:
    pin_octets = 8 if network == SINGLE else 16
    mac_octets = 8 if network == SINGLE or desk.settings.mac == "ecb" else 16
    fresh = desk.entropy.octets(pin_octets + mac_octets)
    serial = max((key_set.serial for key_set in desk.account.key_sets), default=0) + 1
    return KeySet(serial, desk.vault.seal(bytes((pin_octets,)) + fresh, purpose=PURPOSE))


def _key_block(keys: WorkingKeys, tmk: Key) -> bytes:
    """DE62 of 0810: the check value of the MAC key is that of its first 8 bytes."""
    return KeyBlock(
        pin_key=encipher(tmk, keys.pin.octets),
        pin_check=check_value(keys.pin),
        mac_key=encipher(tmk, keys.mac.octets),
        mac_check=check_value(keys.mac.left),
    ).octets()


def _batch_to_use(request: Request, desk: Desk) -> str:
    """The terminal's own batch number while that batch can take something, else the open one."""
    own = desk.ledger.batch(request.id.tid, request.id.batch)
    return desk.account.batch if own is not None and own.state == "closed" else request.id.batch
