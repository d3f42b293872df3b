"""How people see the composed elements of the UnionPay terminal dialect: taken apart, secrets starred.

An element that does not follow its own layout has no parts; its value is shown, or starred whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import wraps
from types import MappingProxyType

from iso8583_specs.dialect import Part, PartsOf
from iso8583_specs.dialects.unionpay_views import F60, F61, KeyBlock, Settlement48, Totals, parse_upload48
from iso8583_specs.errors import SpecError
from iso8583_specs.masking import mask_pan, plain
from iso8583_specs.message import Message, Value
from iso8583_specs.tlv import parse_tlv, tlv_spans

UPLOADS = frozenset({"0320", "0330"})
SETTLEMENTS = frozenset({"0500", "0510"})
OWN_MESSAGES = frozenset({"0600", "0610"})
KEY_REPLY = "0810"
DOWNLOADS = frozenset({"0800", "0820", "0830"})

SECRET_TAGS = frozenset({"56", "57", "5F20", "9F1F", "9F20", "9F6B"})
"""Tracks 1 and 2 and what else of them a chip tells, the cardholder's name."""
PAN_TAG = "5A"
CONSTRUCTED = 0x20
"""Bit of a tag whose value is a list of tags again."""

CHIP_TAGS = MappingProxyType(
    {
        "57": "track 2 equivalent",
        "5A": "PAN",
        "5F20": "cardholder name",
        "5F2A": "currency",
        "5F34": "card sequence number",
        "71": "issuer script 1",
        "72": "issuer script 2",
        "82": "application interchange profile",
        "84": "application id",
        "8A": "response code",
        "91": "issuer authentication data",
        "95": "terminal verification results",
        "9A": "date",
        "9C": "transaction type",
        "9F02": "amount",
        "9F03": "other amount",
        "9F09": "application version",
        "9F10": "issuer application data",
        "9F1A": "terminal country",
        "9F1E": "device serial number",
        "9F26": "application cryptogram",
        "9F27": "cryptogram information",
        "9F33": "terminal capabilities",
        "9F34": "cardholder verification",
        "9F35": "terminal type",
        "9F36": "transaction counter",
        "9F37": "unpredictable number",
        "9F41": "sequence counter",
        "DF31": "issuer script results",
    }
)

OWN_TAGS = MappingProxyType(
    {
        "DF01": "epoch",
        "DF02": "ledger id",
        "DF03": "why",
        "DF04": "RRN",
        "DF05": "date",
        "DF06": "amount",
        "DF07": "batch and STAN asked for",
        "DF08": "state",
        "DF09": "request id",
    }
)


def _lenient(parts: PartsOf) -> PartsOf:
    """No parts where the element does not follow its layout: private use is common, and no error here."""

    @wraps(parts)
    def or_none(message: Message, unmask: bool) -> Sequence[Part]:
        try:
            return tuple(parts(message, unmask))
        except SpecError:
            return ()

    return or_none


@_lenient
def parts_of_48(message: Message, unmask: bool) -> Iterable[Part]:
    """Totals of a settlement, records of an upload."""
    digits = message.text(48)
    if message.mti in SETTLEMENTS:
        both = Settlement48.parse(digits)
        yield from _totals("domestic", both.domestic)
        yield from _totals("foreign", both.foreign)
    elif message.mti in UPLOADS:
        if len(digits) == 4:
            yield Part("48", "records sent", digits)
            return
        for place, record in enumerate(parse_upload48(digits), 1):
            pan = record.pan if unmask else mask_pan(record.pan)
            yield Part(
                f"48.{place}", "record", f"{record.card_type} {record.stan} {pan} {record.amount:012d}"
            )


def _totals(cards: str, totals: Totals) -> Iterable[Part]:
    verdict = {"1": "balanced", "2": "not balanced", "3": "error"}.get(totals.flag, "not judged")
    yield Part("48", f"{cards} debit", f"{totals.debit_amount:012d} in {totals.debit_count}")
    yield Part("48", f"{cards} credit", f"{totals.credit_amount:012d} in {totals.credit_count}")
    yield Part("48", f"{cards} result", f"{totals.flag} {verdict}")


@_lenient
def parts_of_54(message: Message, unmask: bool) -> Iterable[Part]:
    """The balances: account type, amount type, currency, side, amount."""
    text = message.text(54)
    for start in range(0, len(text), 20):
        item = text[start : start + 20]
        if len(item) == 20:
            shown = f"account {item[:2]}, amount type {item[2:4]}, currency {item[4:7]}, {item[7]} {item[8:]}"
            yield Part(f"54.{start // 20 + 1}", "amount", shown)


@_lenient
def parts_of_55(message: Message, unmask: bool) -> Iterable[Part]:
    """The tags of the chip."""
    for tag, value in parse_tlv(message.octets(55)):
        shown = value.hex().upper() if unmask else _chip_value(tag, value)
        yield Part(tag, CHIP_TAGS.get(tag, ""), shown)


@_lenient
def parts_of_60(message: Message, unmask: bool) -> Iterable[Part]:
    """60.1 to 60.7."""
    view = F60.parse(message.text(60))
    named = (
        ("type code", view.type_code),
        ("batch", view.batch),
        ("network code", view.network),
        ("reading capability", view.reading),
        ("chip condition", view.condition),
        ("partial approval", view.partial_approval),
        ("account type", view.account_type),
    )
    return (Part(f"60.{place}", name, value) for place, (name, value) in enumerate(named, 1) if value)


@_lenient
def parts_of_61(message: Message, unmask: bool) -> Iterable[Part]:
    """61.1 to 61.5."""
    view = F61.parse(message.text(61))
    named = (
        ("original batch", view.batch),
        ("original STAN", view.stan),
        ("original date", view.date),
        ("authorisation method", view.authorisation_method),
        ("authorising institution", view.institution),
    )
    return (Part(f"61.{place}", name, value) for place, (name, value) in enumerate(named, 1) if value)


@_lenient
def parts_of_62(message: Message, unmask: bool) -> Iterable[Part]:
    """Working keys of a sign-on, tags of our own messages."""
    octets = message.octets(62)
    if message.mti in OWN_MESSAGES:
        for tag, value in parse_tlv(octets):
            yield Part(tag, OWN_TAGS.get(tag, ""), value.hex().upper())
    elif message.mti == KEY_REPLY:
        yield from _keys(KeyBlock.parse(octets), unmask)


def _keys(block: KeyBlock, unmask: bool) -> Iterable[Part]:
    named = (
        ("PIN key", block.pin_key, block.pin_check),
        ("MAC key", block.mac_key, block.mac_check),
        ("track key", block.track_key, block.track_check),
    )
    for name, key, check in named:
        if key:
            shown = key.hex().upper() if unmask else "*" * (2 * len(key))
            yield Part("62", name, f"{shown} check value {check.hex().upper()}")


@_lenient
def parts_of_63(message: Message, unmask: bool) -> Iterable[Part]:
    """The operator of a sign-on or settlement, else card organisation and texts."""
    text = message.octets(63)
    if message.mti in ("0800", "0500"):
        yield Part("63", "operator", _gbk(text))
        return
    yield Part("63.1", "card organisation", _gbk(text[:3]))
    pieces = ("issuer", 3, 23), ("UnionPay", 23, 43), ("acquirer", 43, 63), ("terminal", 63, 123)
    for place, (name, start, end) in enumerate(pieces, 1):
        if text[start:end].strip():
            yield Part(f"63.2.{place}", name, _gbk(text[start:end]))


def mask_upload(message: Message, value: Value) -> str:
    """DE48 with the PANs of an upload starred; anything odd in an upload starred whole."""
    digits = plain(value)
    if message.mti not in UPLOADS or len(digits) == 4:
        return digits
    try:
        records = parse_upload48(digits)
    except SpecError:
        return "*" * len(digits)
    starred = (
        f"{record.card_type}{record.stan}{mask_pan(record.pan).rjust(20, '0')}{record.amount:012d}"
        for record in records
    )
    return digits[:2] + "".join(starred)


def mask_chip_data(message: Message, value: Value) -> str:
    """DE55 as hex, the values of secret tags starred; what is no TLV starred whole."""
    hexadecimal = plain(value)
    try:
        return _starred(value) if isinstance(value, bytes) else "*" * len(hexadecimal)
    except SpecError:
        return "*" * len(hexadecimal)


def mask_keys(message: Message, value: Value) -> str:
    """DE62: shown in our own messages and in downloads, elsewhere it holds keys or card data."""
    shown = plain(value)
    return shown if message.mti in OWN_MESSAGES | DOWNLOADS else "*" * len(shown)


def _starred(octets: bytes) -> str:
    out, at = "", 0
    for tag, start, end in tlv_spans(octets):
        out += octets[at:start].hex() + _chip_value(tag, octets[start:end]).lower()
        at = end
    return out


def _chip_value(tag: str, value: bytes) -> str:
    digits = value.hex().upper()
    if tag == PAN_TAG:
        pan = digits.rstrip("F")
        return mask_pan(pan) + digits[len(pan) :]
    if tag in SECRET_TAGS:
        return "*" * len(digits)
    if not int(tag[:2], 16) & CONSTRUCTED:
        return digits
    try:
        return _starred(value).upper()
    except SpecError:
        return "*" * len(digits)


def _gbk(octets: bytes) -> str:
    return octets.decode("gbk", "replace")
