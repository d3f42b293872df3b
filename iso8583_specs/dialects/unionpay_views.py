"""Typed views of the sub-elements of the UnionPay terminal dialect.

Each is made from an element's value with ``parse`` and gives it back with ``digits()`` or
``octets()``. What does not fit raises `SpecError`, without the value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iso8583_specs.errors import SpecError
from iso8583_specs.masking import mask_pan
from iso8583_specs.tlv import Tlv, build_tlv, parse_tlv

__all__ = [
    "F60",
    "F61",
    "KeyBlock",
    "Settlement48",
    "Tlv",
    "Totals",
    "UploadRecord",
    "build_tlv",
    "parse_tlv",
    "parse_upload48",
    "upload48",
]

MOST_UPLOAD_RECORDS = 8
"""In one 0320."""

TOTALS_DIGITS, RECORD_DIGITS, PAN_DIGITS = 31, 40, 20
CHECK_OCTETS, SINGLE_OCTETS = 4, 8


@dataclass(frozen=True, slots=True)
class F60:
    """DE60, message data: 60.1 to 60.7. Old terminals stop after 60.2 or 60.3, the rest is then empty."""

    type_code: str
    batch: str
    network: str = "000"
    reading: str = ""
    condition: str = ""
    partial_approval: str = ""
    account_type: str = ""

    def __post_init__(self) -> None:
        parts = (
            (self.type_code, 2),
            (self.batch, 6),
            (self.network, 3),
            (self.reading, 1),
            (self.condition, 1),
            (self.partial_approval, 1),
            (self.account_type, 3),
        )
        _check_parts("DE60", parts, mandatory=2)

    def digits(self) -> str:
        """The value of the element: 8 to 17 digits."""
        return (
            f"{self.type_code}{self.batch}{self.network}{self.reading}{self.condition}"
            f"{self.partial_approval}{self.account_type}"
        )

    @classmethod
    def parse(cls, digits: str) -> F60:
        """From the value of the element."""
        return cls(*_cut("DE60", digits, (2, 6, 3, 1, 1, 1, 3)))


@dataclass(frozen=True, slots=True)
class F61:
    """DE61, the original transaction: batch, STAN, date MMDD, and of an offline one how and by whom."""

    batch: str = "000000"
    stan: str = "000000"
    date: str = ""
    authorisation_method: str = ""
    institution: str = ""

    def __post_init__(self) -> None:
        parts = (
            (self.batch, 6),
            (self.stan, 6),
            (self.date, 4),
            (self.authorisation_method, 2),
            (self.institution, 11),
        )
        _check_parts("DE61", parts, mandatory=2)

    def digits(self) -> str:
        """The value of the element: 12, 16, 18 or 29 digits."""
        return f"{self.batch}{self.stan}{self.date}{self.authorisation_method}{self.institution}"

    @classmethod
    def parse(cls, digits: str) -> F61:
        """From the value of the element."""
        return cls(*_cut("DE61", digits, (6, 6, 4, 2, 11)))


@dataclass(frozen=True, slots=True)
class Totals:
    """Half of a settlement: amounts in fen, counts, and the host's verdict.

    ``flag`` is 0 in a request; in a reply 1 balanced, 2 not balanced, 3 error.
    """

    debit_amount: int
    debit_count: int
    credit_amount: int
    credit_count: int
    flag: str = "0"

    def __post_init__(self) -> None:
        _check_range("a total amount", self.debit_amount, 12)
        _check_range("a total count", self.debit_count, 3)
        _check_range("a total amount", self.credit_amount, 12)
        _check_range("a total count", self.credit_count, 3)
        _check_digits("the result flag", self.flag, 1)

    def digits(self) -> str:
        """31 digits."""
        return (
            f"{self.debit_amount:012d}{self.debit_count:03d}"
            f"{self.credit_amount:012d}{self.credit_count:03d}{self.flag}"
        )

    @classmethod
    def parse(cls, digits: str) -> Totals:
        """From 31 digits."""
        _check_digits("totals", digits, TOTALS_DIGITS)
        return cls(int(digits[:12]), int(digits[12:15]), int(digits[15:27]), int(digits[27:30]), digits[30])


@dataclass(frozen=True, slots=True)
class Settlement48:
    """DE48 of 0500 and 0510: the totals of domestic cards, then those of foreign ones."""

    domestic: Totals
    foreign: Totals

    def digits(self) -> str:
        """62 digits."""
        return self.domestic.digits() + self.foreign.digits()

    @classmethod
    def parse(cls, digits: str) -> Settlement48:
        """From 62 digits."""
        _check_digits("settlement totals", digits, 2 * TOTALS_DIGITS)
        return cls(Totals.parse(digits[:TOTALS_DIGITS]), Totals.parse(digits[TOTALS_DIGITS:]))


@dataclass(frozen=True, slots=True, repr=False)
class UploadRecord:
    """One card transaction in DE48 of a batch upload; ``card_type`` 00 domestic, 01 foreign; fen."""

    card_type: str
    stan: str
    pan: str
    amount: int

    def __post_init__(self) -> None:
        _check_digits("the card type", self.card_type, 2)
        _check_digits("the STAN", self.stan, 6)
        if not _decimal(self.pan) or len(self.pan) > PAN_DIGITS:
            raise SpecError(f"the PAN of an upload record: expected up to {PAN_DIGITS} digits")
        _check_range("the amount", self.amount, 12)

    def digits(self) -> str:
        """40 digits; the PAN led by zeros."""
        return f"{self.card_type}{self.stan}{self.pan.zfill(PAN_DIGITS)}{self.amount:012d}"

    @classmethod
    def parse(cls, digits: str) -> UploadRecord:
        """From 40 digits."""
        _check_digits("an upload record", digits, RECORD_DIGITS)
        pan = digits[8:28].lstrip("0") or "0"
        return cls(digits[:2], digits[2:8], pan, int(digits[28:]))

    def __repr__(self) -> str:
        return f"UploadRecord({self.card_type}, {self.stan}, {mask_pan(self.pan)}, {self.amount})"


def upload48(records: Iterable[UploadRecord]) -> str:
    """DE48 of one 0320: a 2-digit count and 1 to 8 records."""
    listed = tuple(records)
    if not 1 <= len(listed) <= MOST_UPLOAD_RECORDS:
        raise SpecError(f"an upload holds 1 to {MOST_UPLOAD_RECORDS} records, found {len(listed)}")
    return f"{len(listed):02d}" + "".join(record.digits() for record in listed)


def parse_upload48(digits: str) -> tuple[UploadRecord, ...]:
    """The records in DE48 of one 0320."""
    if not _decimal(digits) or len(digits) < 2:
        raise SpecError("DE48 of an upload: expected decimal digits")
    count = int(digits[:2])
    if not 1 <= count <= MOST_UPLOAD_RECORDS or len(digits) != 2 + count * RECORD_DIGITS:
        raise SpecError(f"DE48 of an upload: {len(digits)} digits do not hold the records it counts")
    starts = range(2, len(digits), RECORD_DIGITS)
    return tuple(UploadRecord.parse(digits[start : start + RECORD_DIGITS]) for start in starts)


@dataclass(frozen=True, slots=True, repr=False)
class KeyBlock:
    """DE62 of 0810: working keys enciphered under the master key, each with its 4-byte check value.

    24 bytes hold single-length keys; 40 a double-length PIN key and a MAC key of 8 bytes (eight zero
    bytes follow it) or of 16; 60 a track key as well.
    """

    pin_key: bytes
    pin_check: bytes
    mac_key: bytes
    mac_check: bytes
    track_key: bytes = b""
    track_check: bytes = b""

    def __post_init__(self) -> None:
        lengths = (len(self.pin_key), len(self.mac_key))
        if lengths not in ((8, 8), (16, 8), (16, 16)):
            raise SpecError("working keys have 8 bytes each, or 16 with a MAC key of 8 or 16")
        if len(self.pin_check) != CHECK_OCTETS or len(self.mac_check) != CHECK_OCTETS:
            raise SpecError("a check value has 4 bytes")
        track = (len(self.track_key), len(self.track_check))
        if track != (0, 0) and (track != (16, 4) or len(self.pin_key) == SINGLE_OCTETS):
            raise SpecError("a track key has 16 bytes, a check value of 4, and stands by double-length keys")

    def octets(self) -> bytes:
        """24, 40 or 60 bytes."""
        mac_key = self.mac_key.ljust(len(self.pin_key), b"\0")
        return self.pin_key + self.pin_check + mac_key + self.mac_check + self.track_key + self.track_check

    @classmethod
    def parse(cls, octets: bytes) -> KeyBlock:
        """From the value of the element."""
        match len(octets):
            case 24:
                return cls(octets[:8], octets[8:12], octets[12:20], octets[20:])
            case 40 | 60:
                mac_key = octets[20:36]
                if not any(mac_key[SINGLE_OCTETS:]):
                    mac_key = mac_key[:SINGLE_OCTETS]
                return cls(octets[:16], octets[16:20], mac_key, octets[36:40], octets[40:56], octets[56:])
            case size:
                raise SpecError(f"working keys: expected 24, 40 or 60 bytes, found {size}")

    def __repr__(self) -> str:
        return f"<KeyBlock of {len(self.octets())} bytes>"


def _decimal(text: str) -> bool:
    return text.isdigit() and text.isascii()


def _check_digits(what: str, text: str, count: int) -> None:
    if len(text) != count or not _decimal(text):
        raise SpecError(f"{what}: expected {count} digits")


def _check_range(what: str, number: int, digits: int) -> None:
    if not 0 <= number < 10**digits:
        raise SpecError(f"{what}: expected up to {digits} digits")


def _check_parts(what: str, parts: Iterable[tuple[str, int]], *, mandatory: int) -> None:
    """Each part has its digits; the last ones may be empty, with nothing behind them."""
    ended = False
    for place, (text, count) in enumerate(parts, 1):
        if not text and place > mandatory:
            ended = True
        elif ended or len(text) != count or not _decimal(text):
            raise SpecError(f"{what}.{place}: expected {count} digits, and all before it")


def _cut(what: str, digits: str, widths: tuple[int, ...]) -> list[str]:
    """``digits`` in pieces of these widths, empty ones at the end.

    A piece that is cut short stays so, for the view to refuse.
    """
    pieces = []
    at = 0
    for width in widths:
        pieces.append(digits[at : at + width])
        at += width
    if digits[at:]:
        raise SpecError(f"{what}: expected at most {at} digits, found {len(digits)}")
    return pieces
