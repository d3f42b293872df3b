"""The dialect of UnionPay point-of-sale terminals (Q/CUP 009): ISO 8583:1987 in binary, 64 elements.

Where it differs from the plain dialect: DE22 is filled on the right, DE48 DE60 DE61 are packed
digits, track 3 is packed, private elements are octets, DE43 is Chinese text.
"""

from __future__ import annotations

from iso8583_specs.codecs import (
    Bytes,
    Gbk,
    LllVar,
    LllVarBytes,
    LllVarDigits,
    LllVarTrack,
    PackedEntryMode,
)
from iso8583_specs.dialect import Element
from iso8583_specs.dialects import unionpay_parts as parts
from iso8583_specs.dialects.iso87_binary import ISO87_BINARY
from iso8583_specs.dialects.unionpay_kinds import UNIONPAY_KINDS
from iso8583_specs.layout import Bitmap
from iso8583_specs.masking import Mask

UNIONPAY_POS = ISO87_BINARY.extend(
    "unionpay-pos",
    bitmap=Bitmap(64),
    elements=[
        Element(22, "POS entry mode", PackedEntryMode()),
        Element(36, "track 3", LllVarTrack(104), mask=Mask.SECRET),
        Element(43, "merchant name", Gbk(40)),
        Element(46, "private", LllVarBytes(999)),
        Element(47, "private", LllVarBytes(999)),
        Element(48, "additional data", LllVarDigits(322), mask=parts.mask_upload, parts=parts.parts_of_48),
        Element(52, "PIN block", Bytes(8), mask=Mask.SECRET),
        Element(54, "additional amounts", LllVar(20), parts=parts.parts_of_54),
        Element(55, "chip data", LllVarBytes(255), mask=parts.mask_chip_data, parts=parts.parts_of_55),
        Element(56, "private", LllVarBytes(999)),
        Element(57, "private", LllVarBytes(999)),
        Element(58, "private", LllVarBytes(999)),
        Element(59, "private", LllVarBytes(999)),
        Element(60, "message data", LllVarDigits(999), parts=parts.parts_of_60),
        Element(61, "original transaction", LllVarDigits(999), parts=parts.parts_of_61),
        Element(62, "private data", LllVarBytes(999), mask=parts.mask_keys, parts=parts.parts_of_62),
        Element(63, "operator or texts", LllVarBytes(999), parts=parts.parts_of_63),
        Element(64, "MAC", Bytes(8)),
    ],
    kinds=UNIONPAY_KINDS,
)
