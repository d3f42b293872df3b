"""Records as a terminal would hold them, for tests that need no bench."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pos_emulator.firmware.records import Doubt, KeptCard, Obligation, Transaction

CARD = KeptCard("ab" * 16, "622424******0069", b"sealed", "3012", "02")

SALE = Transaction(
    voucher="000003",
    batch="000001",
    kind="sale",
    amount=5800,
    card=CARD,
    rrn="632500000001",
    approval="123456",
    time="085500",
    date="1121",
    business_day="1121",
    year="2026",
    operator="01",
)


def sale(voucher: str, **changes: Any) -> Transaction:
    return replace(SALE, voucher=voucher, **changes)


def obligation(voucher: str, **changes: Any) -> Obligation:
    owed = Obligation("sale", voucher, "000001", 5800, CARD, ((4, "000000005800"),), 1, "0011223344556677")
    return replace(owed, **changes)


def doubt(voucher: str, **changes: Any) -> Doubt:
    refund = sale(
        voucher, kind="refund", rrn="", original_rrn="632500000001", original_date="1121", **changes
    )
    return Doubt(refund, 1, "0011223344556677", "11-21 08:55")
