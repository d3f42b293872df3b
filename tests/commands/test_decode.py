"""`decode` against bytes from elsewhere: every published message, and a sign-on whose parts are stated."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.commands.shell import run

VECTORS = Path(__file__).parents[2] / "../shared/vectors/unionpay_pos"

# Sign-on in the form of the terminal specification: DE11, DE41, DE42, DE60, DE63.
SIGN_ON = (
    "0800 0020000000C00012 000001 3132333435363736 313233343536373839303132333435"
    "0011 000000010030 0003 303120"
)
TPDU, HEADER = "6000030000", "602200000000"
# Sale of 58.00 with track 2, PIN block and chip-less entry: DE2 3 4 11 22 25 35 41 42 49 52.
SALE = (
    "0200 7020048020C09000 16 6224242300000069 000000 000000005800 000012 0210 00"
    "31 6224242300000069D30121200000123 0 3132333435363736 313233343536373839303132333435 313536"
    "A1B2C3D4E5F60718"
)


def test_the_table_of_a_message_alone() -> None:
    ran = run("decode", SIGN_ON)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "taken for: a message of 49 bytes alone: no frame, length, TPDU or header"
    assert lines[1] == "MTI 0800  sign_on"
    shown = dict(re.findall(r"^DE(\d+) .*?(\S+)$", ran.out, re.MULTILINE))
    assert shown == {
        "11": "000001",
        "41": "12345676",
        "42": "123456789012345",
        "60": "00000001003",
        "63": "303120",
    }


@pytest.mark.parametrize(
    ("octets", "expected"),
    [
        (f"{TPDU}{HEADER}{SIGN_ON}", f"TPDU {TPDU} · header {HEADER} · a message of 49 bytes"),
        (
            f"003c{TPDU}{HEADER}{SIGN_ON}",
            f"length 0x003c · TPDU {TPDU} · header {HEADER} · a message of 49 bytes",
        ),
        (
            f"{TPDU}{'00' * 13}01{HEADER}{SIGN_ON}",
            f"TPDU {TPDU} · ANI {'00' * 13}01 · header {HEADER} · a message of 49 bytes",
        ),
        (f"{HEADER}{SIGN_ON}", f"header {HEADER} · a message of 49 bytes"),
    ],
)
def test_says_what_it_took_the_bytes_for(octets: str, expected: str) -> None:
    assert run("decode", octets).out.splitlines()[0] == f"taken for: {expected}"


def test_a_serial_frame_with_either_trailer() -> None:
    from pos_emulator.link.framers.stx_crc import StxCrcFramer
    from pos_emulator.link.framers.stx_lrc import StxLrcFramer

    payload = bytes.fromhex(f"{TPDU}{HEADER}{SIGN_ON}".replace(" ", ""))
    for framer, name in ((StxCrcFramer(), "CRC"), (StxLrcFramer(), "LRC")):
        ran = run("decode", "-", "--json", stdin=framer.encode(payload).hex())
        assert ran.json["elements"]["41"] == "12345676"
        ran = run("decode", framer.encode(payload).hex())
        assert ran.out.startswith(f"taken for: serial frame (STX … {name} good) · TPDU {TPDU} · ")


def test_json_has_these_parts_and_no_others() -> None:
    assert run("decode", f"{TPDU}{HEADER}{SIGN_ON}", "--json").json == {
        "tpdu": "6000030000",
        "header": "602200000000",
        "mti": "0800",
        "elements": {
            "11": "000001",
            "41": "12345676",
            "42": "123456789012345",
            "60": "00000001003",
            "63": "303120",
        },
    }


def test_absent_parts_are_null() -> None:
    plain = run("decode", "--json", SIGN_ON).json
    assert (plain["tpdu"], plain["header"]) == (None, None)


def test_masked_unless_asked() -> None:
    masked = run("decode", "--json", SALE).json["elements"]
    assert (masked["2"], masked["52"]) == ("622424******0069", "*" * 16)
    assert "6224242300000069" not in masked["35"]
    assert "30121200000123" not in masked["35"]
    plain = run("decode", "--json", "--unmask", SALE).json["elements"]
    assert (plain["2"], plain["52"]) == ("6224242300000069", "a1b2c3d4e5f60718")
    assert plain["35"] == "6224242300000069D30121200000123"
    assert "6224242300000069" not in run("decode", SALE).out


def test_reads_standard_input_also_without_a_dash() -> None:
    piped = "0x08 0x00\n" + SIGN_ON[5:]
    assert run("decode", "-", stdin=piped).out == run("decode", SIGN_ON).out
    assert run("decode", stdin=piped).out == run("decode", SIGN_ON).out


@pytest.mark.parametrize(
    ("typed", "code", "expected"),
    [
        (["60zz"], 3, "hex: 'z' at character 3 is no hex digit"),
        (["60", "0g"], 3, "hex: 'g' at character 5 is no hex digit"),
        (["080"], 3, "half a byte is missing"),
        ([""], 3, "nothing to decode"),
        (["0800 0020000000C00012 0000"], 3, "unionpay-pos: DE11 STAN at byte 10"),
        (
            [f"{TPDU}{HEADER} 0800 0020000000C00012 0000"],
            3,
            "(byte 21 of the input, taken for TPDU 6000030000",
        ),
        (["--dialect", "unionpay", "00"], 2, "no dialect 'unionpay', did you mean unionpay-pos?"),
        (["--jsn", "00"], 2, "No such option '--jsn'. Did you mean '--json'?"),
    ],
)
def test_bad_input(typed: list[str], code: int, expected: str) -> None:
    ran = run("decode", *typed)
    assert (ran.code, ran.out) == (code, "")
    assert expected in ran.error


def test_an_error_in_a_frame_is_counted_from_its_first_byte() -> None:
    from pos_emulator.link.framers.stx_crc import StxCrcFramer

    frame = StxCrcFramer().encode(bytes.fromhex(f"{TPDU}{HEADER}0800 0020000000C00012 0000".replace(" ", "")))
    # STX, length 0023, TPDU, header, MTI, bitmap: the STAN begins at 1 + 2 + 5 + 6 + 2 + 8.
    assert (
        "(byte 24 of the input, taken for serial frame (STX … CRC good)" in run("decode", frame.hex()).error
    )


def test_no_value_in_an_error() -> None:
    cut = SALE.replace(" ", "")[:60]
    ran = run("decode", cut)
    assert ran.code == 3
    assert "6224242300000069" not in ran.err


def test_other_dialects() -> None:
    ascii_message = "0800" + "0020000000800000" + "000001" + "12345676"
    ran = run("decode", "--dialect", "iso87-ascii", ascii_message.encode().hex(), "--json")
    assert ran.json["elements"] == {"11": "000001", "41": "12345676"}
    assert (
        run("decode", "--dialect", "iso87-binary", "0800 0020000000000000 000001", "--json").json["mti"]
        == "0800"
    )


def test_a_message_that_its_kind_does_not_allow_is_noted() -> None:
    without_63 = SIGN_ON.replace("C00012", "C00010").removesuffix("0003 303120")
    ran = run("decode", without_63)
    assert ran.code == 0
    assert ran.out.splitlines()[-1].startswith("note: unionpay-pos: sign_on request: DE63")


@pytest.mark.skipif(not VECTORS.exists(), reason="../shared/vectors is absent")
@pytest.mark.parametrize("path", sorted(VECTORS.glob("*.hex")), ids=lambda path: path.stem)
def test_published_messages(path: Path) -> None:
    stated: dict[str, Any] = dict(
        line[2:].split(": ", 1)
        for line in path.with_suffix(".md").read_text().splitlines()
        if line.startswith("- ") and ": " in line
    )
    ran = run("decode", "-", "--json", "--unmask", stdin=path.read_text())
    assert ran.code == 0
    assert (ran.json["tpdu"], ran.json["header"]) == (stated.get("TPDU"), stated.get("header"))
    assert ran.json["mti"] == stated["MTI"]
    numbers = {label.split(" ")[0] for label in stated if label[0].isdigit()}
    assert set(ran.json["elements"]) == numbers
    table = run("decode", "-", stdin=path.read_text())
    assert (table.code, table.err) == (0, "")
    assert ("length 0x" in table.out.splitlines()[0]) == ("length" in stated)
    pan = ran.json["elements"].get("2")
    assert pan is None or pan not in table.out


@pytest.mark.parametrize(
    "raw", [bytes.fromhex("0800 0020"), b"\x02\x00\x13", b"\x7f"], ids=["message", "frame", "delete"]
)
def test_raw_bytes_in_a_pipe_are_said_to_be_raw(raw: bytes) -> None:
    ran = run("decode", "-", stdin=raw)
    assert ran.code == 3
    assert ran.error == (
        "Error: hex: raw bytes came, expected them written as hex digits; pipe them through `xxd -p` first"
    )
