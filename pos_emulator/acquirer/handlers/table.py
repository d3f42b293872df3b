"""Which function answers which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from pos_emulator.acquirer.desk import Desk, Request, Verdict
from pos_emulator.acquirer.handlers.ours import hello, refund_query, refundable
from pos_emulator.acquirer.handlers.preauth import completion, completion_void, preauth, preauth_cancel
from pos_emulator.acquirer.handlers.refund import refund
from pos_emulator.acquirer.handlers.reversal import reversal
from pos_emulator.acquirer.handlers.sale import sale
from pos_emulator.acquirer.handlers.settlement import end, settlement
from pos_emulator.acquirer.handlers.sign_on import echo, sign_off, sign_on
from pos_emulator.acquirer.handlers.upload import upload, upload_refund
from pos_emulator.acquirer.handlers.void import void

Handler = Callable[[Request, Desk], Verdict]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "sign_on": sign_on,
        "sign_off": sign_off,
        "echo": echo,
        "sale": sale,
        "void": void,
        "refund": refund,
        "preauth": preauth,
        "preauth_cancel": preauth_cancel,
        "completion": completion,
        "completion_void": completion_void,
        "reversal": reversal,
        "settlement": settlement,
        "upload": upload,
        "upload_end_unbalanced": end,
        "upload_end_balanced": end,
        "upload_refund": upload_refund,
        "hello": hello,
        "refundable": refundable,
        "refund_query": refund_query,
    }
)
"""A kind that is not here is answered 40."""

WITHOUT_OUTCOME = frozenset({"sign_on", "sign_off", "echo", "hello", "reversal", "upload_refund"})
"""Kinds answered from the state of things: a repeat of one does no more than the first."""

OPENS_NO_BATCH = frozenset(
    {"refundable", "refund_query", "settlement", "upload", "upload_end_unbalanced", "upload_end_balanced"}
)
"""Kinds with an outcome of their own that may name a closed batch."""
