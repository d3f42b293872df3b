from __future__ import annotations

import pytest

from pos_emulator.security.keys import Key, KeyLengthError, check_value, combine, decipher, encipher

NOW_IS_THE_TIME = b"Now is the time for all "
DOUBLE = Key(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))


@pytest.mark.parametrize(
    ("key", "clear", "enciphered"),
    [
        pytest.param(
            "0123456789ABCDEF",
            NOW_IS_THE_TIME.hex(),
            "3FA40E8A984D48156A271787AB8883F9893D51EC4B563B53",
            id="fips-81-table-b1",
        ),
        pytest.param(
            "0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123",
            b"The qufck brown fox jump".hex(),
            "A826FD8CE53B855FCCE21C8112256FE668D5C05DD9B6B900",
            id="nist-sp-800-67-three-keys",
        ),
        pytest.param(
            "258FB0AB70D025CDB99DF2C4D302D646",
            "D931648F3DE313A4A22C15DCA4F4299E",
            "46F161A743497B32EAC760DF5EA57DF5",
            id="published-sign-on-pin-key-under-its-master-key",
        ),
        pytest.param(
            "CA5D92598DCA48CE8A4C76361A9269E9",
            "5BB5C72CD00B7338",
            "B651F9E9BACE9AE1",
            id="published-sign-on-mac-key-under-its-master-key",
        ),
    ],
)
def test_enciphers_and_deciphers(key: str, clear: str, enciphered: str) -> None:
    assert encipher(Key(bytes.fromhex(key)), bytes.fromhex(clear)) == bytes.fromhex(enciphered)
    assert decipher(Key(bytes.fromhex(key)), bytes.fromhex(enciphered)) == bytes.fromhex(clear)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("0123456789ABCDEFFEDCBA9876543210", "08D7B4FB", id="double"),
        pytest.param("0123456789ABCDEF", "D5D44FF7", id="single"),
        pytest.param("00000000000000000000000000000000", "8CA64DE9", id="all-zero"),
        pytest.param("22" * 16, "00962B60", id="published-60-byte-key-block"),
        pytest.param("D931648F3DE313A4A22C15DCA4F4299E", "900ECCE3", id="sign-on-pin-key"),
        pytest.param("AB7C577CC7A18045", "CFF1592A", id="sign-on-mac-key"),
        pytest.param("807A23AD32B36D457AE91FDF927570EA", "8D0A74B8", id="another-pin-key"),
        pytest.param("5BB5C72CD00B7338", "AB7153CA", id="another-mac-key"),
    ],
)
def test_check_value(key: str, expected: str) -> None:
    assert check_value(Key(bytes.fromhex(key))).hex().upper() == expected


def test_two_components_make_a_key() -> None:
    made = combine(Key(bytes.fromhex("0123456789ABCDEF" * 2)), Key(bytes.fromhex("FF" * 8 + "00" * 8)))
    assert made == Key(bytes.fromhex("FEDCBA98765432100123456789ABCDEF"))


def test_components_of_different_length_are_refused() -> None:
    with pytest.raises(KeyLengthError, match="a key of 8 bytes, expected 16 as in the first component"):
        combine(DOUBLE, Key(bytes(8)))


@pytest.mark.parametrize("octets", [0, 7, 9, 15, 17, 32])
def test_no_key_of_other_lengths(octets: int) -> None:
    with pytest.raises(KeyLengthError) as caught:
        Key(bytes(octets))
    assert caught.value.octets == octets


def test_repr_shows_the_check_value_and_no_key() -> None:
    assert repr(DOUBLE) == str(DOUBLE) == f"{DOUBLE}" == "Key(16 bytes, KCV 08D7B4FB)"


def test_halves() -> None:
    assert DOUBLE.left == Key(bytes.fromhex("0123456789ABCDEF"))
    assert DOUBLE.right == Key(bytes.fromhex("FEDCBA9876543210"))
    assert DOUBLE.left.left == DOUBLE.left


def test_half_a_block_is_refused_and_spoils_nothing() -> None:
    before = encipher(DOUBLE, bytes(8))
    with pytest.raises(ValueError, match="4 bytes, expected whole blocks of 8"):
        encipher(DOUBLE, bytes(4))
    with pytest.raises(ValueError, match="12 bytes, expected whole blocks of 8"):
        decipher(DOUBLE, bytes(12))
    assert encipher(DOUBLE, bytes(8)) == before


def test_a_key_repeated_is_the_single_key() -> None:
    once = bytes.fromhex("0723C80DB5F4CD3D")
    assert encipher(Key(once * 2), NOW_IS_THE_TIME) == encipher(Key(once), NOW_IS_THE_TIME)
