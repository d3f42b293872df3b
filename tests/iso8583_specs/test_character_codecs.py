"""The codecs of text dialects: literal characters both ways, and the words for what does not fit."""

from __future__ import annotations

import pytest

from iso8583_specs.character_codecs import Digits, HexBytes, LlDigits, LllText, LlText, LlTrack
from iso8583_specs.element_codec import ElementCodec, MisfitError
from iso8583_specs.message import Value


@pytest.mark.parametrize(
    ("codec", "value", "wire"),
    [
        pytest.param(Digits(6), "000042", "000042", id="digits"),
        pytest.param(LlDigits(19), "6216261000000000018", "196216261000000000018", id="pan-19"),
        pytest.param(LlTrack(37), "4111111111111111=3012", "214111111111111111=3012", id="track-2"),
        pytest.param(LlTrack(37), "41D3012", "0741D3012", id="track-2-with-d"),
        pytest.param(LlText(25), "0309", "040309", id="ll"),
        pytest.param(LllText(999), "CUP", "003CUP", id="lll"),
        pytest.param(HexBytes(2), b"\xab\x01", "AB01", id="octets"),
    ],
)
def test_builds_and_parses(codec: ElementCodec, value: Value, wire: str) -> None:
    assert codec.build(value) == wire.encode("ascii")
    assert codec.parse(wire.encode("ascii")) == value


@pytest.mark.parametrize(
    ("codec", "wire", "complaint"),
    [
        pytest.param(Digits(6), "00004A", "expected decimal digits", id="no-digits"),
        pytest.param(LlDigits(19), "1 ", "the length is not decimal", id="odd-length"),
        pytest.param(LlDigits(19), "²1", "the length is not decimal", id="length-in-superscript"),
        pytest.param(LlDigits(19), "20", "expected at most 19 characters, the length says 20", id="too-long"),
        pytest.param(LlTrack(37), "02;1", "expected digits and separators", id="sentinel"),
        pytest.param(HexBytes(1), "ab", "expected upper-case hex", id="small-hex"),
        pytest.param(HexBytes(1), "A", "expected 2 bytes, found 1", id="hex-cut"),
    ],
)
def test_says_what_is_wrong(codec: ElementCodec, wire: str, complaint: str) -> None:
    with pytest.raises(MisfitError) as caught:
        codec.parse(wire.encode("latin-1"))
    assert caught.value.args[0] == complaint


def test_says_how_many_bytes_it_takes_at_most() -> None:
    assert (LllText(999).sizeof(), HexBytes(8).sizeof()) == (1002, 16)
    with pytest.raises(MisfitError, match="expected 8 bytes, found 7"):
        HexBytes(8).build(b"1234567")
