"""The UnionPay dialect against messages that nobody here wrote."""

from __future__ import annotations

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from tests.iso8583_specs.published import published, published_names

LEFT_ALIGNED_ODD = {22}
RIGHT_ALIGNED_ODD = {23}


def stated_value(number: int, stated: str) -> str | bytes:
    """The value that a note's line stands for, as this dialect has it.

    The notes show packed digits as they stand on the line, pad nibble and all, and octets as hex.
    """
    count = None
    if stated.startswith("[len="):
        head, _, stated = stated.partition("]")
        count = int(head.removeprefix("[len="))
        stated = stated.removeprefix(" ")
    if number in (60, 61):
        return stated[:count]
    if number in LEFT_ALIGNED_ODD:
        return stated[:3]
    if number in RIGHT_ALIGNED_ODD:
        return stated[1:]
    if number in (52, 55, 62, 64, 59) or (number == 47 and set(stated) == {"0"}):
        return bytes.fromhex(stated)
    if number == 63 and count is not None:
        return stated.encode("ascii") if len(stated) == count else bytes.fromhex(stated)
    if number in (46, 56):
        return stated.encode("gbk")
    if number == 43:
        return stated + " " * (40 - len(stated.encode("gbk")))
    return stated


@pytest.mark.parametrize("name", published_names())
def test_parses_every_published_message_to_what_its_note_states(name: str) -> None:
    message = published(name)
    parsed = UNIONPAY_POS.parse(message.octets)
    assert parsed.mti == message.mti
    assert dict(parsed.items()) == {n: stated_value(n, v) for n, v in message.elements.items()}


@pytest.mark.parametrize("name", published_names())
def test_rebuilds_every_published_message_to_its_bytes(name: str) -> None:
    message = published(name)
    assert UNIONPAY_POS.build(UNIONPAY_POS.parse(message.octets)) == message.octets
