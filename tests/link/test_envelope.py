from __future__ import annotations

import pytest

from pos_emulator.link.envelope import Envelope
from pos_emulator.link.errors import EnvelopeError

REQUEST = bytes.fromhex("6000030000 602200000000 0800 0020")


def test_takes_a_payload_apart_and_puts_it_together() -> None:
    envelope = Envelope.parse(REQUEST)
    assert envelope.tpdu == bytes.fromhex("6000030000")
    assert envelope.header == bytes.fromhex("602200000000")
    assert envelope.message == bytes.fromhex("08000020")
    assert envelope.octets() == REQUEST


def test_the_reply_swaps_the_addresses() -> None:
    reply = Envelope.parse(REQUEST).reply(bytes.fromhex("0810"))
    assert reply.octets() == bytes.fromhex("6000000003 602200000000 0810")


def test_the_reply_keeps_the_addresses_where_told_so() -> None:
    reply = Envelope.parse(REQUEST).reply(b"\x08\x10", swap=False)
    assert reply.tpdu == bytes.fromhex("6000030000")


def test_processing_requirement_is_header_digit_six() -> None:
    envelope = Envelope.parse(bytes.fromhex("6000030000 602213310100 0800"))
    assert envelope.processing_requirement == 3
    reply = envelope.reply(b"\x08\x10", processing_requirement=4)
    assert reply.header == bytes.fromhex("602214310100")
    assert reply.processing_requirement == 4
    assert envelope.reply(b"\x08\x10").processing_requirement == 3


@pytest.mark.parametrize("digit", [-1, 10])
def test_a_requirement_is_one_digit(digit: int) -> None:
    with pytest.raises(ValueError, match="one digit"):
        Envelope.parse(REQUEST).reply(b"", processing_requirement=digit)


def test_the_end_of_a_header_need_not_be_bcd() -> None:
    assert Envelope.parse(bytes.fromhex("6000030000 60220000110e 0800")).header[-1] == 0x0E


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        pytest.param("", "envelope: end of data at byte 0: expected 13 bytes or more", id="nothing"),
        pytest.param("6000030000602200000000", "envelope: end of data at byte 11:", id="no-message"),
        pytest.param("6100030000 602200000000 0800", "TPDU at byte 0: expected 60 and", id="not-60"),
        pytest.param("6000 0f0000 602200000000 0800", "TPDU at byte 0", id="address-no-digits"),
        pytest.param("6000030000 60a200000000 0800", "header at byte 5: expected 6 digits", id="header"),
    ],
)
def test_says_what_is_wrong_but_not_what_was_there(payload: str, said: str) -> None:
    with pytest.raises(EnvelopeError) as caught:
        Envelope.parse(bytes.fromhex(payload))
    assert said in str(caught.value)


def test_no_message_in_a_repr() -> None:
    assert "4111" not in repr(Envelope(b"", b"", b"4111"))
