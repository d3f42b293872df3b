from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Screen, Slip
from pos_emulator.oracle.card_search import SCREENS, SLIPS, CardSearch

PAN, OTHER = "6224242300000069", "6216261000000000018"


def test_in_the_rows_and_in_the_values_behind_them() -> None:
    search = CardSearch()
    screens = [(0, Screen("a", ("622424******0069", OTHER[:16])))]
    search.read_screens(screens)
    assert search.places([PAN, OTHER]) == ()
    screens.append((3, Screen("b", (), {"typed": PAN})))
    search.read_screens(screens)
    assert search.places([PAN, OTHER]) == (SCREENS,)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((PAN[:8], PAN[8:], "", ""), id="two-rows"),
        pytest.param((f"      {PAN[:10]}", f"{PAN[10:]}          "), id="two-rows-filled-up"),
        pytest.param(("6224 2423 0000", " 0069"), id="groups-of-four"),
        pytest.param(("6224-2423-0000-0069",), id="hyphens"),
        pytest.param((f"{PAN[:6]}\u3000{PAN[6:]}",), id="wide-blank"),
    ],
)
def test_rows_run_on_and_blanks_hide_nothing(rows: tuple[str, ...]) -> None:
    search = CardSearch()
    search.read_screens([(0, Screen("a", rows))])
    assert search.places([PAN]) == (SCREENS,)
    search = CardSearch()
    search.read_slips([(0, Slip("report", ("CARD", *rows)))])
    assert search.places([PAN]) == (SLIPS,)


def test_blanks_in_a_record() -> None:
    search = CardSearch()
    search.read_records("the ledger", [("card", "6224 2423-0000 0069")])
    assert search.places([PAN]) == ("the ledger",)


def test_one_screen_does_not_run_on_in_the_next() -> None:
    search = CardSearch()
    search.read_screens([(0, Screen("a", (PAN[:8],))), (0, Screen("a", (PAN[8:],)))])
    search.read_screens([(0, Screen("a", (PAN[:8],), {"typed": PAN[8:]}))])
    search.read_slips([(0, Slip("merchant", (PAN[:8],))), (0, Slip("merchant", (PAN[8:],)))])
    search.read_records("the ledger", [PAN[:8], PAN[8:]])
    assert search.places([PAN]) == ()


def test_a_card_that_is_known_only_later() -> None:
    search = CardSearch()
    slips = [(0, Slip("merchant", (f"No. {PAN}.",)))]
    search.read_slips(slips)
    assert search.places([]) == ()
    assert search.places([OTHER]) == ()
    slips.append((1, Slip("customer", ("622424******0069",))))
    search.read_slips(slips)
    assert search.places([OTHER, PAN]) == (SLIPS,)


def test_what_was_found_once_is_not_forgotten() -> None:
    search = CardSearch()
    search.read_records("the ledger", [("card", PAN)])
    assert search.places([PAN]) == ("the ledger",)
    search.read_records("the ledger", [])
    assert search.places([PAN]) == ("the ledger",)


def test_each_record_is_read_once_and_the_next_one_too() -> None:
    search = CardSearch()
    first, second = ("card", "masked"), ("card", PAN.encode())
    search.read_records("the ledger", [first])
    assert search.places([PAN]) == ()
    search.read_records("the ledger", [first, second])
    search.read_screens([(0, Screen("a", (PAN,)))])
    assert search.places([PAN]) == (SCREENS, "the ledger")
