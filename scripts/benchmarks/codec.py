"""Build and parse of a void and a refund beside pyiso8583, given the same dialect."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

import iso8583

from benchmarks.table import Row
from benchmarks.timing import by_turns, paired_ratio, seconds
from iso8583_specs.codecs import Characters, Octets, Packed, Side
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message, Value
from iso8583_specs.tlv import build_tlv

PAN = "6216261000000000018"
CARD: dict[int, Value] = {2: PAN, 14: "3012", 22: "021", 25: "00", 35: PAN + "D3012201123456789"}
SHOP: dict[int, Value] = {41: "12345676", 42: "123456789012345", 49: "156", 64: b"8A9E91B8"}

CHIP = build_tlv(
    (tag, bytes.fromhex(value))
    for tag, value in (
        ("9F26", "A1B2C3D4E5F60708"),
        ("9F27", "80"),
        ("9F10", "07010103A0A802010A010000000000DEADBEEF"),
        ("9F37", "1A2B3C4D"),
        ("9F36", "0123"),
        ("95", "0000000000"),
        ("9A", "240115"),
        ("9C", "20"),
        ("9F02", "000000012345"),
        ("5F2A", "0156"),
        ("82", "7C00"),
        ("9F1A", "0156"),
        ("9F03", "000000000000"),
        ("9F33", "E0F8C8"),
    )
)

VOID = Message(
    "0200",
    CARD
    | SHOP
    | {3: "200000", 4: "000000012345", 11: "000123", 37: "123456789012", 38: "A1B2C3"}
    | {60: "2300000100050", 61: "000001000122"},
)
REFUND = Message(
    "0220",
    CARD
    | SHOP
    | {3: "200000", 4: "000000012345", 11: "000124", 22: "051", 23: "001", 37: "123456789013", 38: "A1B2C4"}
    | {53: "0600000000000000", 55: CHIP, 60: "2500000100050", 61: "0000000000000115", 63: b"000"},
)
PEER = ", pyiso8583"
MESSAGES = {"void 0200": VOID, "refund 0220": REFUND}

ROUNDS, SLICE_SECONDS = 15, 0.02
BAR, INTERPRETED_BAR = 0.2, 1.0


def peer_spec() -> dict[str, dict[str, Any]]:
    """The UnionPay dialect as pyiso8583 writes one."""
    plain = {"len_enc": "bcd", "len_type": 0, "desc": ""}
    spec: dict[str, dict[str, Any]] = {
        "h": plain | {"data_enc": "ascii", "max_len": 0},
        "t": plain | {"data_enc": "b", "max_len": 2},
        "p": plain | {"data_enc": "b", "max_len": 8},
        "1": plain | {"data_enc": "b", "max_len": 8},
    }
    for number, element in UNIONPAY_POS.elements.items():
        codec = element.codec
        entry = plain | {"len_type": codec.prefix_octets, "max_len": codec.most}
        match codec:
            case Packed():
                pad = "left_pad" if codec.pad is Side.LEFT else "right_pad"
                spec[str(number)] = entry | {"data_enc": "b", "len_count": "nibbles", pad: "0"}
            case Characters():
                spec[str(number)] = entry | {"data_enc": codec.encoding}
            case Octets():
                spec[str(number)] = entry | {"data_enc": "b"}
    return spec


def peer_document(message: Message) -> dict[str, str]:
    """The message as pyiso8583 takes it: everything text, octets as hex."""
    values = {str(n): v if isinstance(v, str) else v.hex().upper() for n, v in message.items()}
    return {"t": message.mti} | values


def rows() -> list[Row]:
    """Each operation, fast and interpreted, beside the peer."""
    timed: dict[str, tuple[Callable[[], object], str, float | None]] = {}
    spec = peer_spec()
    for name, message in MESSAGES.items():
        octets = UNIONPAY_POS.build(message)
        document = peer_document(message)
        theirs, _ = iso8583.encode(document, spec)
        assert bytes(theirs) == octets, name
        decoded, _ = iso8583.decode(octets, spec)
        assert decoded == document, name  # encode() has put the bitmap into it
        for _ in range(5):
            assert UNIONPAY_POS.parse(UNIONPAY_POS.build(message)) == message
        layout = UNIONPAY_POS.layout
        build, parse = f"{name} build", f"{name} parse"
        timed[f"{build}{PEER}"] = (partial(iso8583.encode, document, spec), build, None)
        timed[f"{parse}{PEER}"] = (partial(iso8583.decode, octets, spec), parse, None)
        timed[build] = (partial(UNIONPAY_POS.build, message), build, BAR)
        timed[parse] = (partial(UNIONPAY_POS.parse, octets), parse, BAR)
        timed[f"{build}, interpreted"] = (partial(layout.encode, message), build, INTERPRETED_BAR)
        timed[f"{parse}, interpreted"] = (partial(layout.decode, octets), parse, INTERPRETED_BAR)
    samples = by_turns({what: slices(function) for what, (function, _, _) in timed.items()}, rounds=ROUNDS)
    return [
        Row(
            "codec",
            what,
            paired_ratio(samples, what, f"{base}{PEER}"),
            bar,
            "pyiso8583, same dialect",
            median(samples[what]) * 1e6,
            median(samples[f"{base}{PEER}"]) * 1e6,
            "µs",
        )
        for what, (_, base, bar) in timed.items()
        if bar is not None
    ]


def slices(function: Callable[[], object]) -> Callable[[], float]:
    """Times the function, so often in a row that a slice takes some hundredths of a second."""
    return partial(seconds, function, max(5, int(SLICE_SECONDS / seconds(function, 200))))
