"""The kinds of the UnionPay dialect, held against bitmaps and messages that others published."""

from __future__ import annotations

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.errors import KindError
from iso8583_specs.message import Message, Value
from tests.iso8583_specs.published import published

CODES = {
    "balance": ("0200", "310000", "00", "01", "000"),
    "sale": ("0200", "000000", "00", "22", "000"),
    "void": ("0200", "200000", "00", "23", "000"),
    "refund": ("0220", "200000", "00", "25", "000"),
    "preauth": ("0100", "030000", "06", "10", "000"),
    "preauth_cancel": ("0100", "200000", "06", "11", "000"),
    "completion": ("0200", "000000", "06", "20", "000"),
    "completion_void": ("0200", "200000", "06", "21", "000"),
    "reversal": ("0400", "000000", "00", "22", "000"),
    "sign_on": ("0800", None, None, "00", "003"),
    "sign_off": ("0820", None, None, "00", "002"),
    "echo": ("0820", None, None, "00", "301"),
    "settlement": ("0500", None, None, "00", "201"),
    "upload": ("0320", None, None, "00", "201"),
    "upload_end_unbalanced": ("0320", None, None, "00", "202"),
    "upload_end_balanced": ("0320", None, None, "00", "207"),
    "upload_refund": ("0320", "200000", "00", "25", "000"),
    "hello": ("0600", "900001", None, "90", "000"),
    "refundable": ("0600", "900002", None, "90", "000"),
    "refund_query": ("0600", "900003", None, "90", "000"),
}
"""MTI, DE3, DE25, 60.1 and 60.3."""

REVERSIBLE = {"sale", "void", "preauth", "preauth_cancel", "completion", "completion_void"}

WITHOUT_MAC = {
    *("sign_on", "sign_off", "echo", "settlement", "upload", "upload_end_unbalanced"),
    *("upload_end_balanced", "upload_refund"),
}


def request(name: str) -> Message:
    """A request of the kind: its codes, and something in each mandatory element."""
    mti, processing_code, condition, type_code, network_code = CODES[name]
    filled: dict[int, Value] = dict.fromkeys(UNIONPAY_POS.kind(name).request_rules.mandatory, "0")
    codes = {3: processing_code, 25: condition, 60: f"{type_code}000001{network_code}"}
    return Message(mti, filled | {n: code for n, code in codes.items() if code is not None})


def test_there_are_these_kinds_and_no_others() -> None:
    assert {kind.name for kind in UNIONPAY_POS.kinds} == set(CODES)


@pytest.mark.parametrize("name", CODES)
def test_a_kind_is_known_by_its_codes(name: str) -> None:
    message = request(name)
    assert UNIONPAY_POS.check(message).name == name
    kind = UNIONPAY_POS.kind_of(message.with_(mti=f"{message.mti[:2]}{int(message.mti[2]) + 1}0"))
    assert kind is not None
    assert kind.name == name


def test_silence_owes_a_reversal_on_what_moves_money_but_on_no_refund() -> None:
    assert {kind.name for kind in UNIONPAY_POS.kinds if kind.owes_reversal} == REVERSIBLE


def test_what_moves_money_and_what_is_ours_carries_a_mac() -> None:
    assert {kind.name for kind in UNIONPAY_POS.kinds if not kind.mac} == WITHOUT_MAC


@pytest.mark.parametrize("name", sorted(REVERSIBLE))
def test_a_reversal_has_the_codes_of_its_original(name: str) -> None:
    _, processing_code, condition, type_code, _ = CODES[name]
    codes: dict[int, Value] = {3: processing_code or "", 25: condition or "", 60: f"{type_code}000001000"}
    assert UNIONPAY_POS.check(request("reversal").with_(codes)).name == "reversal"


@pytest.mark.parametrize("name", ["refund", "balance"])
def test_nothing_else_can_be_reversed(name: str) -> None:
    assert UNIONPAY_POS.kind_of(request(name).with_(mti="0400")) is None


@pytest.mark.parametrize("network_code", ["001", "003", "004"])
def test_a_sign_on_asks_for_any_of_three_key_sets(network_code: str) -> None:
    assert UNIONPAY_POS.check(request("sign_on").with_({60: f"00000001{network_code}"})).name == "sign_on"


@pytest.mark.parametrize(
    ("name", "bitmap", "added"),
    [
        # Bitmaps of one terminal application, which sets 37 and 38 afterwards; 64 comes with the MAC.
        # It leaves 22 out of a reversal; a host that matches on 22, as other terminals let it, needs it.
        pytest.param("void", "702406C030C09819", {37, 38, 64}, id="void"),
        pytest.param("refund", "702406C03CC0981B", set(), id="refund"),
        pytest.param("reversal", "7024028006C08211", {22}, id="reversal"),
        pytest.param("settlement", "0020000000C18012", set(), id="settlement"),
        pytest.param("upload", "0020000000C10010", set(), id="upload"),
        pytest.param("upload_end_balanced", "0020000000C10010", set(), id="upload-end"),
    ],
)
def test_a_published_bitmap_is_one_of_its_kind(name: str, bitmap: str, added: set[int]) -> None:
    bits = int(bitmap, 16)
    numbers = {number for number in range(2, 65) if bits >> 64 - number & 1} | added
    rules = UNIONPAY_POS.kind(name).request_rules
    assert set(rules.mandatory) <= numbers <= rules.allowed


@pytest.mark.parametrize(
    ("vector", "name"),
    [
        ("signon_0800_easy8583", "sign_on"),
        ("signon_0800_jspos", "sign_on"),
        ("signon_0800_iso8583es", "sign_on"),
        ("signon_0810_easy8583", "sign_on"),
        ("signon_0810_ajsgn", "sign_on"),
    ],
)
def test_published_messages_are_of_their_kind(vector: str, name: str) -> None:
    assert UNIONPAY_POS.check(UNIONPAY_POS.parse(published(vector).octets)).name == name


@pytest.mark.parametrize(
    ("vector", "name", "number"),
    [
        ("signon_0800_ajsgn", "sign_on", 12),
        ("signon_0800_moonwa", "sign_on", 47),
        ("sale_0200_vfwz", "sale", 12),
        ("sale_0210_vfwz", "sale", 43),
        ("reversal_0400_halo", "reversal", 63),
    ],
)
def test_published_messages_with_private_elements_are_refused(vector: str, name: str, number: int) -> None:
    message = UNIONPAY_POS.parse(published(vector).octets)
    with pytest.raises(KindError) as caught:
        UNIONPAY_POS.check(message)
    assert (caught.value.kind, caught.value.number) == (name, number)


@pytest.mark.parametrize("private", [43, 46, 47, 56, 57, 59])
@pytest.mark.parametrize("name", CODES)
def test_private_elements_have_no_place_in_any_kind(name: str, private: int) -> None:
    with pytest.raises(KindError, match=f"DE{private} .* has no place here$"):
        UNIONPAY_POS.check(request(name).with_({private: "0"}))


@pytest.mark.parametrize("name", CODES)
def test_each_mandatory_element_is_missed(name: str) -> None:
    message = request(name)
    for number in set(message) - {3, 25, 60}:
        with pytest.raises(KindError) as caught:
            UNIONPAY_POS.check(message.with_(without=[number]))
        assert (caught.value.kind, caught.value.number) == (name, number)


def test_a_refused_sign_on_brings_no_keys() -> None:
    reply: dict[int, Value] = {11: "000001", 41: "12345676", 42: "123456789012345", 60: "00000001003"}
    assert UNIONPAY_POS.check(Message("0810", reply | {39: "97"})).name == "sign_on"
    approved = reply | {12: "101010", 13: "0115", 32: "48021000", 37: "011510000001", 39: "00"}
    with pytest.raises(KindError, match="DE62 private data is missing"):
        UNIONPAY_POS.check(Message("0810", approved))
    assert UNIONPAY_POS.check(Message("0810", approved | {62: bytes(40)})).name == "sign_on"


def test_an_approved_void_without_a_mac_is_refused() -> None:
    reply: dict[int, Value] = {
        3: "200000",
        4: "000000012800",
        11: "000002",
        12: "101010",
        13: "0115",
        15: "0115",
        25: "00",
        32: "48021000",
        37: "011510000002",
        39: "00",
        41: "12345676",
        42: "123456789012345",
        49: "156",
        60: "2300000100060",
    }
    with pytest.raises(KindError, match="void reply: DE64 MAC is missing"):
        UNIONPAY_POS.check(Message("0210", reply))
    assert UNIONPAY_POS.check(Message("0210", reply | {39: "25"})).name == "void"
    assert UNIONPAY_POS.check(Message("0210", reply | {64: b"8A9E91B8"})).name == "void"
