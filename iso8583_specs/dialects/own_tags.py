"""DE62 of our own 0600 and 0610: tags DF01 to DF09 as values.

Digits are packed two to a byte, the reference number is text, the ledger id octets.
"""

from __future__ import annotations

from dataclasses import dataclass

from iso8583_specs.dialects.unionpay_views import build_tlv, parse_tlv
from iso8583_specs.errors import SpecError

EPOCH, LEDGER, WHY, RRN, MMDD, AMOUNT, VOUCHER, STATE, REQUEST_ID = (f"DF{n:02d}" for n in range(1, 10))

FENCED, BOOKED, DECLINED = 0, 1, 2
"""States of an id asked after, DF08."""

AS_BEFORE = 0
"""DF03 of a terminal that remembers everything; 1 initialised, 2 restored, 3 flash lost."""


@dataclass(frozen=True, slots=True)
class OwnTags:
    """What DE62 of an 0600 or 0610 says; None where it says nothing.

    Attributes:
        epoch: DF01, n8.
        ledger_id: DF02, 8 bytes as 16 hex digits.
        why: DF03, n2.
        rrn: DF04, 12 characters.
        mmdd: DF05, n4.
        amount: DF06, n12, fen.
        voucher: DF07, n12: batch and STAN asked for.
        state: DF08, n2.
        request_id: DF09, as the terminal made it.
    """

    epoch: int | None = None
    ledger_id: str | None = None
    why: int | None = None
    rrn: str | None = None
    mmdd: str | None = None
    amount: int | None = None
    voucher: str | None = None
    state: int | None = None
    request_id: bytes | None = None

    def octets(self) -> bytes:
        """The value of DE62."""
        given = (
            (EPOCH, None if self.epoch is None else bytes.fromhex(f"{self.epoch:08d}")),
            (LEDGER, None if self.ledger_id is None else bytes.fromhex(self.ledger_id)),
            (WHY, None if self.why is None else bytes.fromhex(f"{self.why:02d}")),
            (RRN, None if self.rrn is None else self.rrn.encode("ascii")),
            (MMDD, None if self.mmdd is None else bytes.fromhex(self.mmdd)),
            (AMOUNT, None if self.amount is None else bytes.fromhex(f"{self.amount:012d}")),
            (VOUCHER, None if self.voucher is None else bytes.fromhex(self.voucher)),
            (STATE, None if self.state is None else bytes.fromhex(f"{self.state:02d}")),
            (REQUEST_ID, self.request_id),
        )
        return build_tlv([(tag, value) for tag, value in given if value is not None])

    @classmethod
    def parse(cls, octets: bytes) -> OwnTags:
        """From the value of DE62.

        Raises:
            SpecError: no TLV, or a tag of another length or with something else than digits.
        """
        found = dict(parse_tlv(octets))
        rrn = found.get(RRN)
        ledger_id = found.get(LEDGER)
        if rrn is not None and not (len(rrn) == 12 and rrn.isascii()):
            raise SpecError(f"{RRN}: expected 12 characters")
        return cls(
            epoch=_number(found, EPOCH, 4),
            ledger_id=None if ledger_id is None else ledger_id.hex(),
            why=_number(found, WHY, 1),
            rrn=None if rrn is None else rrn.decode("ascii"),
            mmdd=_digits(found, MMDD, 2),
            amount=_number(found, AMOUNT, 6),
            voucher=_digits(found, VOUCHER, 6),
            state=_number(found, STATE, 1),
            request_id=found.get(REQUEST_ID),
        )


def _digits(found: dict[str, bytes], tag: str, octets: int) -> str | None:
    value = found.get(tag)
    if value is None:
        return None
    if len(value) != octets or not value.hex().isdecimal():
        raise SpecError(f"{tag}: expected {2 * octets} digits")
    return value.hex()


def _number(found: dict[str, bytes], tag: str, octets: int) -> int | None:
    digits = _digits(found, tag, octets)
    return None if digits is None else int(digits)
