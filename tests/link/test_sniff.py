from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.link.framers.stx_lrc import StxLrcFramer
from pos_emulator.link.sniff import Sniffed, sniff

VECTORS = Path(__file__).parents[2] / "../shared/vectors/unionpay_pos"
TPDU, HEADER = bytes.fromhex("6000030000"), bytes.fromhex("602200000000")
MESSAGE = bytes.fromhex("0800 0020000000c00012 000001")
ANI = bytes(14)


def starts_like_a_message(data: bytes) -> bool:
    return data[:2] in {bytes.fromhex(mti) for mti in ("0200", "0210", "0400", "0800", "0810")}


def crc(payload: bytes) -> bytes:
    return StxCrcFramer().encode(payload)


def lrc(payload: bytes) -> bytes:
    return StxLrcFramer().encode(payload)


def counted(payload: bytes) -> bytes:
    return len(payload).to_bytes(2, "big") + payload


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(MESSAGE, Sniffed(None, False, None, None, None, MESSAGE), id="message"),
        pytest.param(TPDU + MESSAGE, Sniffed(None, False, TPDU, None, None, MESSAGE), id="tpdu"),
        pytest.param(HEADER + MESSAGE, Sniffed(None, False, None, None, HEADER, MESSAGE), id="header"),
        pytest.param(
            TPDU + HEADER + MESSAGE, Sniffed(None, False, TPDU, None, HEADER, MESSAGE), id="tpdu-header"
        ),
        pytest.param(
            TPDU + ANI + HEADER + MESSAGE, Sniffed(None, False, TPDU, ANI, HEADER, MESSAGE), id="ani"
        ),
        pytest.param(
            counted(TPDU + HEADER + MESSAGE),
            Sniffed(None, True, TPDU, None, HEADER, MESSAGE),
            id="length",
        ),
        pytest.param(counted(MESSAGE), Sniffed(None, True, None, None, None, MESSAGE), id="length-message"),
        pytest.param(
            crc(TPDU + HEADER + MESSAGE), Sniffed("crc", False, TPDU, None, HEADER, MESSAGE), id="crc"
        ),
        pytest.param(
            lrc(TPDU + HEADER + MESSAGE), Sniffed("lrc", False, TPDU, None, HEADER, MESSAGE), id="lrc"
        ),
        pytest.param(
            lrc(counted(TPDU + ANI + HEADER + MESSAGE)),
            Sniffed("lrc", True, TPDU, ANI, HEADER, MESSAGE),
            id="everything",
        ),
    ],
)
def test_says_what_it_took_the_bytes_for(data: bytes, expected: Sniffed) -> None:
    assert sniff(data, starts_like_a_message) == expected


def test_without_a_message_the_fullest_reading() -> None:
    data = counted(TPDU + HEADER + b"\xff\xff\xff")
    assert sniff(data, lambda _: False) == Sniffed(None, True, TPDU, None, HEADER, b"\xff\xff\xff")
    assert sniff(b"", lambda _: False) == Sniffed(None, False, None, None, None, b"")


@pytest.mark.skipif(not VECTORS.exists(), reason="../shared/vectors is absent")
@pytest.mark.parametrize("path", sorted(VECTORS.glob("*.hex")), ids=lambda path: path.stem)
def test_published_messages(path: Path) -> None:
    data = bytes.fromhex(path.read_text())
    stated = dict(
        line[2:].split(": ", 1)
        for line in path.with_suffix(".md").read_text().splitlines()
        if line.startswith(("- length: ", "- TPDU: ", "- header: ", "- MTI: "))
    )
    found = sniff(data, starts_like_a_message)
    assert found.length == ("length" in stated)
    assert (found.tpdu or b"").hex() == stated.get("TPDU", "")
    assert (found.header or b"").hex() == stated.get("header", "")
    assert found.message[:2].hex() == stated["MTI"]


def test_no_message_in_a_repr() -> None:
    assert "4111" not in repr(Sniffed(None, False, None, None, None, b"4111"))
