"""A message is a value: it does not change, compares by content, and shows no secrets."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message

SALE = Message("0200", {39: "00", 2: "6216261000000000018", 52: b"\x01" * 8})


def test_elements_ascend_however_they_were_given() -> None:
    assert list(SALE) == [2, 39, 52]
    assert len(SALE) == 3
    assert 39 in SALE
    assert 38 not in SALE


def test_values_are_found_by_number() -> None:
    assert SALE[39] == "00"
    assert SALE.get(38) is None
    assert SALE.get(38, default="none") == "none"
    with pytest.raises(KeyError):
        SALE[38]


def test_typed_access_refuses_what_is_absent_or_of_the_other_type() -> None:
    assert SALE.text(39) == "00"
    assert SALE.octets(52) == b"\x01" * 8
    with pytest.raises(SpecError, match=r"^DE38 is absent$"):
        SALE.text(38)
    with pytest.raises(SpecError, match=r"^DE52 holds octets, not text$"):
        SALE.text(52)
    with pytest.raises(SpecError, match=r"^DE39 holds text, not octets$"):
        SALE.octets(39)


def test_messages_compare_and_hash_by_content() -> None:
    same = Message("0200", {2: "6216261000000000018", 39: "00", 52: b"\x01" * 8})
    assert same == SALE
    assert hash(SALE) == hash(same)
    assert same.with_({39: "51"}) != SALE
    assert same.with_(mti="0210") != SALE
    assert SALE != "0200"


def test_with_adds_replaces_and_leaves_out() -> None:
    reply = SALE.with_({39: "51", 11: "000001"}, without=[52, 63], mti="0210")
    assert reply == Message("0210", {2: "6216261000000000018", 11: "000001", 39: "51"})
    assert SALE.with_({39: "51"}, without=[39])[39] == "51"
    assert SALE[39] == "00"


def test_nothing_changes_a_message() -> None:
    given: dict[int, str | bytes] = {39: "00"}
    message = Message("0210", given)
    given[39] = "51"
    assert message[39] == "00"
    with pytest.raises(AttributeError, match="does not change"):
        message.mti = "0200"
    with pytest.raises(AttributeError, match="does not change"):
        del message.mti


def test_copies_and_pickles_are_equal() -> None:
    assert copy.deepcopy(SALE) == SALE
    assert pickle.loads(pickle.dumps(SALE)) == SALE


@pytest.mark.parametrize("elements", [{1: "0"}, {0: "0200"}, {129: "0"}, {"2": "0"}, {True: "0"}])
def test_refuses_numbers_that_no_element_has(elements: Any) -> None:
    with pytest.raises(SpecError, match="between 2 and 128"):
        Message("0200", elements)


@pytest.mark.parametrize("value", [None, 7, bytearray(b"1"), ["1"]])
def test_refuses_values_that_could_change_or_mean_nothing(value: Any) -> None:
    with pytest.raises(SpecError, match=r"^DE3: expected text or octets, found "):
        Message("0200", {3: value})


def test_refuses_an_mti_that_is_no_text() -> None:
    mti: Any = 200
    with pytest.raises(SpecError, match="MTI"):
        Message(mti)


def test_repr_shows_numbers_and_no_secrets() -> None:
    message = Message(
        "0200",
        {
            2: "6216261000000000018",
            3: "000000",
            35: "6216261000000000018D3012",
            41: "A\n",
            45: "B62162610",
            52: b"\x12" * 8,
            55: b"\x5a\x01\x62",
            62: b"key",
            63: b"000",
            64: b"8A9E91B8",
        },
    )
    assert repr(message) == (
        "<Message 0200 2=621626*********0018 3=000000 35=*** 41='A\\n' 45=*** 52=*** 55=*** 62=*** "
        "63=<3 octets> 64=***>"
    )


def test_repr_of_a_batch_upload_hides_its_card_numbers() -> None:
    assert "4111111111111111" not in repr(Message("0320", {48: "010000000100004111111111111111"}))
    assert "4111111111111111" not in repr(Message("4111111111111111"))
