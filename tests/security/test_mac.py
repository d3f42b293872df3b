from __future__ import annotations

import pytest

from pos_emulator.security.keys import Key, KeyLengthError
from pos_emulator.security.mac import cup_ecb, is_genuine, mac_by_name, sealed, x9_19

# A published sale with its MAC, from the MTI on: it holds no card number.
# Source: q.cnblogs.com/q/128930
PUBLISHED_KEY = Key(bytes.fromhex("0723C80DB5F4CD3D"))
PUBLISHED = bytes.fromhex(
    "02003020048000C080150000000000000012340000020300993030303030303031393532373138"
    "31383232313738373531353600192600000100060000000000435F011232383434313233343536"
    "37383930313233345F03063136303033365F04063230303832365C0230314233413039324145"
)


@pytest.mark.parametrize(
    ("key", "folded", "field"),
    [
        pytest.param("C24A8FB57AA20123", "4D08F434464FE7BF", b"8A9E91B8", id="single-des"),
        pytest.param("C1A4AE89BAEAB029", "18851A99E017502B", b"A25D4446", id="single-des-2"),
        pytest.param("55036372B17543ECB173730768B8D6C4", "1212B04E1227809C", b"5FE058DB", id="triple-des"),
        pytest.param("0723C80DB5F4CD3D" * 2, "3761343619AC6492", b"B3A092AE", id="equal-halves"),
    ],
)
def test_cup_ecb_from_the_published_fold(key: str, folded: str, field: bytes) -> None:
    assert cup_ecb(Key(bytes.fromhex(key)), bytes.fromhex(folded)) == field


def test_cup_ecb_folds_and_pads_whole_messages() -> None:
    assert cup_ecb(PUBLISHED_KEY, PUBLISHED[:-8]) == b"B3A092AE"


NOW_FOR_ALL = b"Now is the time for all "
NOW_FOR_IT = b"Now is the time for it"


@pytest.mark.parametrize(
    ("key", "data", "expected"),
    [
        pytest.param(
            "0123456789ABCDEFFEDCBA9876543210", NOW_FOR_ALL, "A1C72E74EA3FA9B6", id="iso-9797-1-all"
        ),
        pytest.param("0123456789ABCDEFFEDCBA9876543210", NOW_FOR_IT, "2E2B1428CC78254F", id="iso-9797-1-it"),
    ],
)
def test_x9_19(key: str, data: bytes, expected: str) -> None:
    assert x9_19(Key(bytes.fromhex(key)), data).hex().upper() == expected


def test_x9_19_wants_two_keys() -> None:
    with pytest.raises(KeyLengthError, match="a key of 8 bytes, expected 16"):
        x9_19(PUBLISHED_KEY, b"")


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
def test_x9_19_agrees_with_psec() -> None:
    from psec import mac

    left, right = bytes.fromhex("0123456789ABCDEF" * 2), bytes.fromhex("FEDCBA9876543210" * 2)
    for length in (1, 7, 8, 9, 200):
        data = bytes(range(length))
        expected = mac.generate_retail_mac(left, right, data, padding=1)
        assert x9_19(Key(left[:8] + right[:8]), data) == expected


def test_ecb_is_single_des_whatever_the_key_length() -> None:
    # A sign-on key block carries the MAC key in 8 of 16 bytes.
    padded = Key(PUBLISHED_KEY.octets + bytes(range(8)))
    assert mac_by_name("ecb")(padded, PUBLISHED[:-8]) == b"B3A092AE"
    assert mac_by_name("ecb-3des")(padded, PUBLISHED[:-8]) != b"B3A092AE"


def test_ecb_3des_uses_the_whole_key() -> None:
    key = Key(bytes.fromhex("55036372B17543ECB173730768B8D6C4"))
    folded = bytes.fromhex("1212B04E1227809C")
    assert mac_by_name("ecb-3des")(key, folded) == b"5FE058DB"
    assert mac_by_name("ecb")(key, folded) == cup_ecb(key.left, folded)


def test_methods_by_name() -> None:
    assert mac_by_name("x9.19") is x9_19
    with pytest.raises(ValueError, match=r"unknown MAC method 'cbc', expected one of ecb, ecb-3des, x9\.19"):
        mac_by_name("cbc")


def test_seals_the_published_message() -> None:
    assert sealed(PUBLISHED[:-8] + bytes(8), PUBLISHED_KEY, cup_ecb) == PUBLISHED


def test_tells_a_genuine_message_from_any_changed_one() -> None:
    assert is_genuine(PUBLISHED, PUBLISHED_KEY, cup_ecb)
    for place in range(len(PUBLISHED)):
        changed = bytearray(PUBLISHED)
        changed[place] ^= 0x01
        assert not is_genuine(bytes(changed), PUBLISHED_KEY, cup_ecb), f"byte {place}"


def test_under_another_key_nothing_is_genuine() -> None:
    assert not is_genuine(PUBLISHED, Key(bytes.fromhex("C24A8FB57AA20123")), cup_ecb)


@pytest.mark.parametrize("length", [0, 7, 8])
def test_too_short_is_never_genuine(length: int) -> None:
    assert not is_genuine(bytes(length), PUBLISHED_KEY, cup_ecb)


def test_a_mac_of_nothing_is_no_message() -> None:
    assert not is_genuine(cup_ecb(PUBLISHED_KEY, b""), PUBLISHED_KEY, cup_ecb)
