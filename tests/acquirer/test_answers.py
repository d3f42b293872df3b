from __future__ import annotations

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message
from pos_emulator.acquirer.answers import reply_to

SETTLEMENT = Message(
    "0500",
    {11: "000009", 41: "12345676", 42: "m" * 15, 48: "0" * 62, 49: "156", 60: "00000001201", 63: b"01 "},
)


def test_an_approved_0510_has_no_code_and_a_refused_one_no_totals() -> None:
    kind = UNIONPAY_POS.kind("settlement")
    approved = reply_to(SETTLEMENT, kind, "00", {48: "1" * 62})
    assert (39 in approved, approved[48]) == (False, "1" * 62)
    refused = reply_to(SETTLEMENT, kind, "77", {})
    assert (refused[39], 48 in refused, refused[49]) == ("77", False, "156")


def test_what_the_kind_has_no_place_for_is_left_out() -> None:
    echo = Message("0820", {41: "12345676", 42: "m" * 15, 60: "00000001301"})
    reply = reply_to(echo, UNIONPAY_POS.kind("echo"), "00", {12: "1", 13: "2", 37: "3", 62: b"4"})
    assert sorted(reply) == [12, 13, 39, 41, 42, 60]


def test_a_request_of_no_kind_gets_the_least() -> None:
    request = SETTLEMENT.with_({2: "6224242300000069", 62: b"x"}, mti="0200")
    reply = reply_to(request, None, "30", {12: "120000", 13: "0309", 37: "x" * 12})
    assert (reply.mti, sorted(reply)) == ("0210", [11, 12, 13, 39, 41, 42, 49, 60])


def test_room_for_the_mac_is_at_the_end() -> None:
    for kind in (None, UNIONPAY_POS.kind("settlement")):
        raw = UNIONPAY_POS.build(reply_to(SETTLEMENT, kind, "00", {}, with_mac=True))
        assert raw[-8:] == bytes(8)
