from __future__ import annotations

from dataclasses import replace

import pytest

from pos_emulator.acquirer.records import Batch, Sums
from tests.acquirer.test_ledger import ID, SALE


@pytest.mark.parametrize(
    ("kind", "sums"),
    [
        ("sale", Sums(5800, 1, 0, 0)),
        ("completion", Sums(5800, 1, 0, 0)),
        ("void", Sums(0, 0, 5800, 1)),
        ("completion_void", Sums(0, 0, 5800, 1)),
        ("refund", Sums(0, 0, 5800, 1)),
        ("preauth", Sums()),
        ("preauth_cancel", Sums()),
    ],
)
def test_which_side_a_kind_counts_on(kind: str, sums: Sums) -> None:
    batch = Batch("m", "t", "000001").counting(replace(SALE, kind=kind))
    assert (batch.domestic, batch.foreign) == (sums, Sums())
    assert batch.counting(replace(SALE, kind=kind), times=-1).domestic == Sums()


def test_foreign_cards_have_sums_of_their_own() -> None:
    batch = Batch("m", "t", "000001").counting(replace(SALE, foreign=True))
    assert (batch.domestic, batch.foreign) == (Sums(), Sums(5800, 1, 0, 0))


def test_an_id_is_shown_without_the_merchant() -> None:
    assert str(ID) == "12345676 1/000001/000042"


def test_the_day_goes_into_an_answer_as_mmdd() -> None:
    assert SALE.mmdd == "0309"
