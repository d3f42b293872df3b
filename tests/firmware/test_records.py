from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from pos_emulator.firmware import records
from pos_emulator.firmware.records import RECORDS, Mark
from tests.firmware.samples import CARD, SALE


def test_every_record_can_be_kept() -> None:
    declared = {
        each
        for each in vars(records).values()
        if isinstance(each, type) and hasattr(each, "__dataclass_fields__")
    }
    assert declared == set(RECORDS)


def test_records_do_not_change() -> None:
    name = "amount"
    with pytest.raises(FrozenInstanceError):
        setattr(SALE, name, 1)


def test_a_card_is_kept_without_its_number() -> None:
    assert [field.name for field in fields(CARD)] == [
        "token",
        "masked",
        "sealed",
        "expiry",
        "entry",
        "sequence",
    ]


@pytest.mark.parametrize(
    ("masked", "shown"),
    [
        pytest.param("622424******0069", "622424******0069", id="16-digits"),
        pytest.param("621626*********0018", "621626******0018", id="19-digits"),
    ],
)
def test_a_long_number_is_cut_to_the_display(masked: str, shown: str) -> None:
    assert replace(CARD, masked=masked).masked_16 == shown


def test_marks_are_what_the_query_can_say() -> None:
    assert {mark.value for mark in Mark} == {
        "approved",
        "voided",
        "void-pending",
        "reversal-due",
        "unknown",
        "failed",
        "by-hand",
    }
