"""The kinds of the UnionPay terminal dialect, as a table.

Elements follow the public field tables of UnionPay terminals (Q/CUP 009 as quoted by terminal
applications and an acquirer simulator): M there is ``mandatory`` here, C is ``conditional``. Of a
reply, what ties it to its request is mandatory always, the rest of the M only unless it refuses.
DE64 comes with ``mac``.
"""

from __future__ import annotations

from iso8583_specs.kinds import Kind

CARD = (2, 14, 23, 26, 35, 36, 52, 53, 55)
"""What a card and its holder give, by how the card was read and whether a PIN was asked for."""

REQUEST = (3, 4, 11, 22, 25, 41, 42, 49, 60)
ANSWER = (3, 4, 11, 25, 39, 41, 42, 60)
APPROVED = (12, 13, 15, 32, 37, 49)
ANSWER_MAY = (2, 14, 23, 38, 44, 53, 54, 55, 62, 63)

MANAGED = (11, 39, 41, 42, 60)
"""What every answer to a management message carries."""

FINANCIAL_KINDS = (
    Kind(
        "balance", mti="0200", processing_code="310000", condition="00", type_code="01",
        mandatory=(3, 11, 22, 25, 41, 42, 49, 60), conditional=CARD,
        reply_mandatory=(3, 11, 25, 39, 41, 42, 60), reply_approved=(12, 13, 32, 37, 49, 54),
        reply_conditional=(2, 14, 15, 44, 53), mac=True,
    ),
    Kind(
        "sale", mti="0200", processing_code="000000", condition="00", type_code="22",
        mandatory=REQUEST, conditional=(*CARD, 62),
        reply_mandatory=ANSWER, reply_approved=APPROVED, reply_conditional=ANSWER_MAY,
        owes_reversal=True, mac=True,
    ),
    Kind(
        "void", mti="0200", processing_code="200000", condition="00", type_code="23",
        mandatory=(*REQUEST, 37, 61), conditional=(*CARD, 38, 62),
        reply_mandatory=ANSWER, reply_approved=APPROVED, reply_conditional=(*ANSWER_MAY, 61),
        owes_reversal=True, mac=True,
    ),
    Kind(
        "refund", mti="0220", processing_code="200000", condition="00", type_code="25",
        mandatory=(*REQUEST, 37, 61, 63), conditional=(*CARD, 38, 62),
        reply_mandatory=ANSWER, reply_approved=APPROVED, reply_conditional=(*ANSWER_MAY, 61),
        mac=True,
    ),
    Kind(
        "preauth", mti="0100", processing_code="030000", condition="06", type_code="10",
        mandatory=REQUEST, conditional=(*CARD, 62),
        reply_mandatory=ANSWER, reply_approved=APPROVED, reply_conditional=ANSWER_MAY,
        owes_reversal=True, mac=True,
    ),
    Kind(
        "preauth_cancel", mti="0100", processing_code="200000", condition="06", type_code="11",
        mandatory=(*REQUEST, 38, 61), conditional=(*CARD, 62),
        reply_mandatory=ANSWER, reply_approved=APPROVED, reply_conditional=(*ANSWER_MAY, 61),
        owes_reversal=True, mac=True,
    ),
    Kind(
        "completion", mti="0200", processing_code="000000", condition="06", type_code="20",
        mandatory=(*REQUEST, 38, 61), conditional=(*CARD, 62),
        reply_mandatory=ANSWER, reply_approved=APPROVED, reply_conditional=(*ANSWER_MAY, 61),
        owes_reversal=True, mac=True,
    ),
    Kind(
        "completion_void", mti="0200", processing_code="200000", condition="06", type_code="21",
        mandatory=(*REQUEST, 37, 61), conditional=(*CARD, 38, 62),
        reply_mandatory=ANSWER, reply_approved=APPROVED, reply_conditional=(*ANSWER_MAY, 61),
        owes_reversal=True, mac=True,
    ),
    Kind(
        "reversal", mti="0400", reverses=True,
        mandatory=(*REQUEST, 39), conditional=(2, 14, 23, 38, 55, 61, 62),
        reply_mandatory=ANSWER, reply_approved=(12, 13), reply_conditional=(*APPROVED, *ANSWER_MAY, 61),
        mac=True,
    ),
)  # fmt: skip

MANAGEMENT_KINDS = (
    Kind(
        "sign_on", mti="0800", network_code=("001", "003", "004"),
        mandatory=(11, 41, 42, 60, 63), conditional=(62,),
        reply_mandatory=MANAGED, reply_approved=(12, 13, 32, 37, 62),
    ),
    Kind(
        "sign_off", mti="0820", network_code="002",
        mandatory=(11, 41, 42, 60),
        reply_mandatory=MANAGED, reply_approved=(12, 13, 32, 37),
    ),
    Kind(
        "echo", mti="0820", network_code="301",
        mandatory=(41, 42, 60),
        reply_mandatory=(39, 41, 42, 60), reply_approved=(12, 13),
    ),
    Kind(
        "settlement", mti="0500", network_code="201",
        mandatory=(11, 41, 42, 48, 49, 60, 63),
        reply_mandatory=(11, 41, 42, 60), reply_approved=(12, 13, 15, 32, 37, 48, 49, 63),
        reply_conditional=(39,),
    ),
    Kind(
        "upload", mti="0320", network_code="201",
        mandatory=(11, 41, 42, 48, 60),
        reply_mandatory=MANAGED, reply_approved=(12, 13, 32, 37, 48),
    ),
    Kind(
        "upload_end_unbalanced", mti="0320", network_code="202",
        mandatory=(11, 41, 42, 48, 60),
        reply_mandatory=MANAGED, reply_approved=(12, 13, 32, 37, 48),
    ),
    Kind(
        "upload_end_balanced", mti="0320", network_code="207",
        mandatory=(11, 41, 42, 48, 60),
        reply_mandatory=MANAGED, reply_approved=(12, 13, 32, 37, 48),
    ),
    Kind(
        "upload_refund", mti="0320", processing_code="200000", condition="00", type_code="25",
        mandatory=(*REQUEST, 37, 61, 63), conditional=(2, 14, 23, 35, 36, 38, 53, 55, 62),
        reply_mandatory=ANSWER, reply_approved=(12, 13), reply_conditional=(*APPROVED, *ANSWER_MAY, 61),
    ),
)  # fmt: skip

OWN_KINDS = (
    Kind(
        "hello", mti="0600", processing_code="900001", type_code="90",
        mandatory=(3, 11, 41, 42, 60, 62),
        reply_mandatory=(3, *MANAGED), reply_approved=(62,), reply_conditional=(12, 13), mac=True,
    ),
    Kind(
        "refundable", mti="0600", processing_code="900002", type_code="90",
        mandatory=(3, 11, 41, 42, 60, 62),
        reply_mandatory=(3, *MANAGED), reply_approved=(62,), reply_conditional=(12, 13), mac=True,
    ),
    Kind(
        "refund_query", mti="0600", processing_code="900003", type_code="90",
        mandatory=(3, 11, 41, 42, 60, 62),
        reply_mandatory=(3, *MANAGED), reply_approved=(62,), reply_conditional=(12, 13), mac=True,
    ),
)  # fmt: skip
"""Ours, on no other host: what a refund or an epoch is asked with; DE62 is TLV."""

UNIONPAY_KINDS = FINANCIAL_KINDS + MANAGEMENT_KINDS + OWN_KINDS
