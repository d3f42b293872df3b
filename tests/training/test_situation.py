from __future__ import annotations

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.training.situation import entry_of, place_of, situation
from tests.training.trainees import coach, keys, until


def test_what_is_typed_is_not_the_place() -> None:
    short, long = (Screen("void.voucher", fields={"typed": typed}) for typed in ("", "000003"))
    assert place_of(short) == place_of(long)
    assert (entry_of(short), entry_of(long)) == ("", "000003")


def test_an_amount_is_an_entry_where_it_is_asked_and_a_place_where_it_is_checked() -> None:
    asked = [Screen("refund.amount", fields={"amount": amount}) for amount in (0, 5800)]
    checked = [Screen("refund.confirm", fields={"amount": amount}) for amount in (5800, 12800)]
    assert place_of(asked[0]) == place_of(asked[1])
    assert [entry_of(screen) for screen in asked] == ["", "5800"]
    assert place_of(checked[0]) != place_of(checked[1])


def test_money_and_access_are_two_things() -> None:
    at = coach("void-before-card-leaves")
    before = situation(at.stage, ("sale",), hidden="")
    keys(at, "Enter", "2", "000000", "Enter", "Enter", "Cancel")
    after = situation(at.stage, ("sale",), hidden="")
    assert (before.place, before.money) == (after.place, after.money)
    assert before.access != after.access
    until(at, "slip.hand-over")
    assert situation(at.stage, ("sale",), hidden="").money != before.money


def test_digits_behind_stars_stay_out_of_its_repr() -> None:
    at = until(coach("void-before-card-leaves"), "void.password")
    keys(at, "98")
    here = situation(at.stage, (), hidden="98")
    assert here.entry == "98"
    assert "98" not in repr(here)
