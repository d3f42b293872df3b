"""What a screen shows in the list of screens: a value for every field that there is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

FIELD_EXAMPLES: Mapping[str, object] = MappingProxyType(
    {
        "amount": 5800,
        "batch": "000001",
        "card": "622424******0069",
        "code": "51",
        "count": 3,
        "done": 12,
        "kcv": "08D7B4FB",
        "kind": "sale",
        "left": 5800,
        "limit": 500_000,
        "masked": 6,
        "minutes": 5,
        "name": "sale",
        "now": "11-21 14:32",
        "number": "48213907",
        "operator": "01",
        "page": 1,
        "pages": 2,
        "phone": "95516",
        "reference_tail": "9017",
        "result": "refund-by-hand",
        "seconds": 60,
        "secret": "supervisor",
        "stars": 6,
        "status": "approved",
        "step": "reconcile",
        "tail": "0069",
        "total": 12_800,
        "tries": 2,
        "typed": "000012",
        "voucher": "000012",
        "when": "11-21 14:40",
        "why": "key-check",
    }
)
"""By the name of the field; amounts in fen."""

TITLE_EXAMPLES: Mapping[str, str] = MappingProxyType(
    {"host": "void", "slip": "void", "card": "void", "admin": "refund-by-hand", "reprint": "query"}
)
"""Whose title stands on screens that many flows share, by what their names begin with."""

SCREEN_EXAMPLES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "host.no-answer": {"title": "logon"},
        "host.unclear": {"code": "96"},
        "lock.locked": {"typed": "01"},
        "lock.password": {"stars": 4},
        "logon.operator": {"typed": "01"},
        "logon.password": {"stars": 4},
        "refund.amount": {"amount": 0},
        "refund.date": {"typed": "1119"},
        "refund.reference": {"typed": "041533829017"},
        "settle.blocked": {"why": "reversal-due"},
        "settle.interrupted": {"code": "96", "why": "no-answer"},
        "void.declined": {"code": "25"},
    }
)
"""Where one screen needs another value than most."""
