from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from iso8583_specs.message import Message, Value
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.host import Believed, HostLink, KeysMissing, NotOurs, Spoilt
from pos_emulator.firmware.records import WorkingKeys
from pos_emulator.firmware.state import State
from pos_emulator.profile import load_profile
from pos_emulator.security.keys import Key
from pos_emulator.security.mac import cup_ecb, sealed
from pos_emulator.security.vault import Vault

MAC_KEY = bytes.fromhex("0123456789ABCDEF")
PIN_KEY = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
VAULT = Vault(bytes(32))
ENVELOPE = bytes.fromhex("6000000003602200000000")

Alter = Callable[[Message], Message]


@pytest.fixture
def state() -> State:
    state = State(MemoryFlash())
    state.batch_number = 12
    state.working_keys = WorkingKeys(
        VAULT.seal(PIN_KEY, purpose="working-key"), VAULT.seal(MAC_KEY, purpose="working-key")
    )
    return state


@pytest.fixture
def host(state: State) -> HostLink:
    return HostLink(load_profile("cn-classic"), state=state, vault=VAULT)


def sale_request(host: HostLink) -> Message:
    return host.request("sale", {2: "6224242300000069", 4: "000000005800", 22: "022", 49: "156"})


def reply_to(request: Message, changes: dict[int, Value] | None = None, **options: str) -> bytes:
    """An approval of the request as it comes out of a frame."""
    kept = {n: request[n] for n in (3, 4, 11, 25, 41, 42, 49, 60) if n in request}
    stamps = {12: "085500", 13: "1121", 37: "632500000099", 39: "00"}
    reply = Message(options.get("mti", "0210"), {**kept, **stamps, **(changes or {})})
    raw = HostLink.dialect.build(reply.with_({64: bytes(8)}))
    return bytes.fromhex(options.get("envelope", ENVELOPE.hex())) + sealed(raw, Key(MAC_KEY), cup_ecb)


def test_a_sign_on_leaves_as_these_bytes(host: HostLink) -> None:
    request = host.request("sign_on", {63: b"01 "}, network="003")
    assert host.octets(request) == bytes.fromhex(
        "6000030000 602200000000"  # TPDU, header
        "0800 0020000000C00012"  # DE11, 41, 42, 60, 63
        "000001 3132333435363736 313233343536373839303132333435"
        "0011 000000120030 0003 303120"
    )


def test_a_kind_fills_in_its_codes_and_our_ids(host: HostLink) -> None:
    request = sale_request(host)
    assert request.mti == "0200"
    assert {n: request[n] for n in (3, 11, 25, 41, 42, 60)} == {
        3: "000000",
        11: "000001",
        25: "00",
        41: "12345676",
        42: "123456789012345",
        60: "2200001200060",
    }


@pytest.mark.parametrize(
    ("kind", "mti", "expected"),
    [
        pytest.param("void", "0200", {3: "200000", 25: "00", 60: "2300001200060"}, id="void"),
        pytest.param("refund", "0220", {3: "200000", 25: "00", 60: "2500001200060"}, id="refund"),
        pytest.param("hello", "0600", {3: "900001", 60: "90000012000"}, id="hello"),
        pytest.param("refund_query", "0600", {3: "900003", 60: "90000012000"}, id="refund-query"),
        pytest.param("settlement", "0500", {60: "00000012201"}, id="settlement"),
        pytest.param("sign_off", "0820", {60: "00000012002"}, id="sign-off"),
        pytest.param("echo", "0820", {60: "00000012301"}, id="echo"),
        pytest.param("upload", "0320", {60: "00000012201"}, id="upload"),
        pytest.param("upload_end_unbalanced", "0320", {60: "00000012202"}, id="end-unbalanced"),
        pytest.param("upload_end_balanced", "0320", {60: "00000012207"}, id="end-balanced"),
    ],
)
def test_each_kind_has_its_codes(host: HostLink, kind: str, mti: str, expected: dict[int, str]) -> None:
    message = host.message(kind, {})
    assert message.mti == mti
    assert {n: message[n] for n in message if n not in (41, 42)} == expected


def test_a_mac_closes_what_carries_one(host: HostLink) -> None:
    raw = host.octets(sale_request(host))[11:]
    assert raw[-8:] == cup_ecb(Key(MAC_KEY), raw[:-8])
    assert 64 not in HostLink.dialect.parse(host.octets(host.message("echo", {}))[11:])


def test_a_good_answer_is_believed(host: HostLink) -> None:
    request = sale_request(host)
    verdict = host.judge(reply_to(request), request)
    assert isinstance(verdict, Believed)
    assert verdict.reply[39] == "00"
    assert not verdict.sign_on_wanted


@pytest.mark.parametrize(
    "tpdu",
    [
        pytest.param("6000000003", id="swapped"),
        pytest.param("6000030000", id="as-it-was"),
        pytest.param("6012345678", id="written-over-on-the-way"),
    ],
)
def test_whatever_the_network_did_to_the_addresses_is_accepted(host: HostLink, tpdu: str) -> None:
    request = sale_request(host)
    assert isinstance(host.judge(reply_to(request, envelope=tpdu + "602200000000"), request), Believed)


def test_the_header_may_ask_for_a_sign_on(host: HostLink) -> None:
    request = sale_request(host)
    verdict = host.judge(reply_to(request, envelope="6000000003602203000000"), request)
    assert isinstance(verdict, Believed)
    assert verdict.sign_on_wanted


@pytest.mark.parametrize(
    ("changes", "mti", "why"),
    [
        pytest.param({}, "0410", "MTI 0410 answers no 0200", id="mti"),
        pytest.param({11: "000002"}, "0210", "DE11 is another's", id="stan"),
        pytest.param({41: "90000001"}, "0210", "DE41 is another's", id="terminal"),
        pytest.param({42: "999999999999999"}, "0210", "DE42 is another's", id="merchant"),
        pytest.param({60: "2200001300060"}, "0210", "DE60.2 names another batch", id="batch"),
    ],
)
def test_an_answer_to_somebody_else_is_not_ours(
    host: HostLink, changes: dict[int, Value], mti: str, why: str
) -> None:
    request = sale_request(host)
    assert host.judge(reply_to(request, changes, mti=mti), request) == NotOurs(why)


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"no envelope, no message", id="noise"),
        pytest.param(ENVELOPE + bytes.fromhex("0210 7020"), id="cut-off"),
    ],
)
def test_what_cannot_be_read_is_not_ours(host: HostLink, payload: bytes) -> None:
    verdict = host.judge(payload, sale_request(host))
    assert isinstance(verdict, NotOurs)
    assert verdict.why.startswith("unreadable: ")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({3: "200000"}, "06", id="processing-code"),
        pytest.param({4: "000000005801"}, "06", id="amount"),
    ],
)
def test_ours_with_other_contents_is_spoilt(host: HostLink, changes: dict[int, Value], reason: str) -> None:
    request = sale_request(host)
    verdict = host.judge(reply_to(request, changes), request)
    assert isinstance(verdict, Spoilt)
    assert verdict.reason == reason


def without(payload: bytes, *numbers: int) -> bytes:
    reply = HostLink.dialect.parse(payload[11:])
    raw = HostLink.dialect.build(reply.with_(without=(*numbers, 64)).with_({64: bytes(8)}))
    return payload[:11] + sealed(raw, Key(MAC_KEY), cup_ecb)


@pytest.mark.parametrize("number", [3, 4, 39])
def test_ours_with_something_missing_is_spoilt(host: HostLink, number: int) -> None:
    request = sale_request(host)
    verdict = host.judge(without(reply_to(request), number), request)
    assert isinstance(verdict, Spoilt)
    assert verdict.reason == "06"


def test_a_wrong_mac_spoils_any_answer(host: HostLink) -> None:
    request = sale_request(host)
    for code in ("00", "51"):
        payload = reply_to(request, {39: code})
        verdict = host.judge(payload[:-1] + bytes((payload[-1] ^ 1,)), request)
        assert isinstance(verdict, Spoilt)
        assert verdict.reason == "A0"


def unsealed(payload: bytes) -> bytes:
    return payload[:11] + HostLink.dialect.build(HostLink.dialect.parse(payload[11:]).with_(without=(64,)))


@pytest.mark.parametrize(
    ("code", "believed"),
    [
        pytest.param("00", False, id="approved"),
        pytest.param("11", False, id="approved-vip"),
        pytest.param("A2", False, id="approved-with-a-defect"),
        pytest.param("51", False, id="declined"),
        pytest.param("97", True, id="terminal-unknown"),
        pytest.param("A0", True, id="mac-refused"),
    ],
)
def test_without_a_mac_only_a_host_without_keys_is_believed(
    host: HostLink, code: str, believed: bool
) -> None:
    request = sale_request(host)
    verdict = host.judge(unsealed(reply_to(request, {39: code})), request)
    assert isinstance(verdict, Believed) is believed
    if isinstance(verdict, Spoilt):
        assert verdict.reason == "A0"


def test_without_a_mac_nobody_may_ask_for_a_sign_on(host: HostLink) -> None:
    request = sale_request(host)
    verdict = host.judge(unsealed(reply_to(request, {39: "A0"}, envelope="6000000003602203000000")), request)
    assert isinstance(verdict, Believed)
    assert not verdict.sign_on_wanted


def test_keys_are_opened_anew_after_a_sign_on(host: HostLink, state: State) -> None:
    assert host.mac_key() == Key(MAC_KEY)
    assert host.pin_key() == Key(PIN_KEY)
    other = bytes.fromhex("FEDCBA9876543210")
    kept = state.working_keys
    assert kept is not None
    state.working_keys = replace(kept, mac=VAULT.seal(other, purpose="working-key"))
    assert host.mac_key() == Key(other)


def test_without_keys_nothing_is_sealed(host: HostLink, state: State) -> None:
    state.working_keys = None
    assert not host.has_keys
    with pytest.raises(KeysMissing):
        host.mac_key()
    with pytest.raises(KeysMissing):
        host.pin_key()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({37: " " * 12}, id="blank-reference"),
        pytest.param({37: "6325\x1b]2;xy\x07."}, id="escape-sequence"),
        pytest.param({38: "ab\x00def"}, id="zero-byte"),
    ],
)
def test_an_approval_that_cannot_be_printed_is_spoilt(host: HostLink, changes: dict[int, Value]) -> None:
    request = sale_request(host)
    verdict = host.judge(reply_to(request, changes), request)
    assert isinstance(verdict, Spoilt)
    assert verdict.reason == "06"
