"""The text that is written for a set of elements; that it means the same is `test_fastpath`'s."""

from __future__ import annotations

import ast
import re

import pytest

from iso8583_specs.character_codecs import Digits, LlText
from iso8583_specs.codecs import PackedDigits
from iso8583_specs.codegen import BuilderText, ParserText, compile_builder, compile_parser, is_covered
from iso8583_specs.codegen import is_packed_mti as is_packed
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message

CODECS = {number: element.codec for number, element in UNIONPAY_POS.elements.items()}
COVERED = tuple(number for number, codec in CODECS.items() if is_covered(codec))


def test_all_but_signed_amounts_and_chinese_text_can_be_compiled() -> None:
    assert set(CODECS) - set(COVERED) == {28, 29, 30, 31, 43}


def test_text_dialects_stay_interpreted() -> None:
    assert not is_covered(LlText(25))
    assert not is_packed(Digits(4))
    assert not is_packed(PackedDigits(6))


def test_compiles_the_published_echo_shape() -> None:
    wire = bytes.fromhex(
        "0820 0000000000C00010 3132333435363736 313233343536373839303132333435 0011 000000013010"
    )
    message = Message("0820", {41: "12345676", 42: "123456789012345", 60: "00000001301"})
    assert compile_parser(message, CODECS)(wire) == message
    assert compile_builder(message, CODECS)(message) == wire


COUNTS = {number: CODECS[number].most - 1 for number in COVERED if CODECS[number].prefix}


@pytest.mark.parametrize(
    "writer", [ParserText(COVERED, CODECS), ParserText(COVERED, CODECS, COUNTS), BuilderText(COVERED, CODECS)]
)
def test_only_numbers_and_a_few_names_reach_the_text(writer: ParserText | BuilderText) -> None:
    nodes = list(ast.walk(ast.parse(writer.text())))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    assert {name for name in names if not re.fullmatch(r"[vnczC]\d+", name)} <= {
        *("b", "m", "h", "s", "t", "p", "q", "n", "e", "d", "len", "Odd"),
        *("COUNT", "blank", "message", "unhex", "text", "octets"),
    }
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    odd = {piece for piece in texts if not re.fullmatch(r"0*[0-9a-f]{0,16}", piece)}
    assert odd <= {"d", "D", "ascii", "latin-1"}
