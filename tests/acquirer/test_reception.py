from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message
from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.reception import Standing
from pos_emulator.acquirer.settings import HostSettings, RegisteredTerminal
from pos_emulator.link.envelope import Envelope
from pos_emulator.security.keys import Key, check_value, decipher
from pos_emulator.security.mac import sealed
from pos_emulator.security.vault import Vault, VaultError
from tests.acquirer.till import DEBIT, ECB, HEADER, MID, TPDU, SeededEntropy, SetClock, Till, silent_till_on


def test_a_mac_that_stands_elsewhere_is_none(till: Till) -> None:
    """The octets before it are right, but they end in DE62, not in DE64."""
    assert till.keys is not None
    message = till.sale_request().with_({62: bytes(8)}, without=(64,))
    raw = sealed(UNIONPAY_POS.build(message), till.keys[1], ECB)
    reply = till.acquirer.respond(Envelope(TPDU, HEADER, raw).octets())
    assert reply.payload is not None
    assert UNIONPAY_POS.parse(Envelope.parse(reply.payload).message)[39] == "A0"


def test_each_terminal_has_a_master_key_of_its_own(ledger: Ledger) -> None:
    own = Key(bytes(range(16)))
    till = silent_till_on(
        ledger, settings=replace(HostSettings(), terminals=(RegisteredTerminal("12345676", MID, "x", own),))
    )
    block = till.send(till.management("0800", "003", {63: b"01 "})).octets(62)
    assert check_value(Key(decipher(own, block[:16]))) == block[16:20]


def test_the_digest_key_is_drawn_once_and_sealed(ledger: Ledger) -> None:
    silent_till_on(ledger)
    first = ledger.fact("digest-key")
    silent_till_on(ledger)
    assert first == ledger.fact("digest-key")
    assert first is not None
    drawn = SeededEntropy().octets(32)
    assert drawn.hex() not in first
    assert Vault(bytes(range(32))).open(bytes.fromhex(first), purpose="digest-key") == drawn


def test_a_ledger_is_not_read_under_another_key(ledger: Ledger) -> None:
    silent_till_on(ledger)
    with pytest.raises(VaultError):
        Acquirer(
            ledger,
            vault=Vault(bytes(32)),
            settings=HostSettings(),
            clock=SetClock(),
            entropy=SeededEntropy(),
            cards=(),
        )


def test_a_track_without_a_card_number_is_no_card(till: Till) -> None:
    request = till.sale_request().with_({35: "123D3012"}, without=(2,))
    assert till.send(request)[39] == "14"


def test_an_unlisted_card_may_be_allowed(ledger: Ledger) -> None:
    till = silent_till_on(ledger, settings=replace(HostSettings(), allow_any_pan=True))
    till.sign_on()
    assert till.sale(99_999_999, card="6216261000000000026").code == "00"
    assert till.sale(100, card=DEBIT).code == "00"


def standing(till: Till, message: Message) -> Standing:
    till.try_send(message)
    return till.last.standing


def test_whoever_has_the_keys_proves_to_be_the_terminal(till: Till) -> None:
    request = till.sale_request()
    assert standing(till, request) is Standing.PROVEN
    assert till.last.tid == "12345676"
    assert standing(till, till.management("0800", "003", {63: b"01 "})) is Standing.PROVEN


@pytest.mark.parametrize("network", ["301", "002"])
def test_what_has_no_mac_only_names_a_terminal(till: Till, network: str) -> None:
    assert standing(till, till.management("0820", network)) is Standing.NAMED
    assert till.last.tid == "12345676"


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param({64: b"forged!!"}, id="mac"),
        pytest.param({42: "999999999999999"}, id="merchant"),
        pytest.param({41: "99999999"}, id="terminal"),
    ],
)
def test_what_is_not_let_in_speaks_for_nobody(till: Till, forged: dict[int, str | bytes]) -> None:
    assert standing(till, till.sale_request().with_(forged)) is Standing.NONE
    assert till.last.tid == ""


def test_a_sign_on_for_another_merchant_speaks_for_nobody(till: Till) -> None:
    request = till.management("0800", "003", {63: b"01 ", 42: "999999999999999"})
    assert standing(till, request) is Standing.NONE
