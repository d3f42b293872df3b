from __future__ import annotations

from pos_emulator.keyscript.coverage.parts import Part, entry_fields, parts_of
from pos_emulator.keyscript.coverage.reached import Reached
from pos_emulator.profile import load_profile

FIELD = frozenset(("sale.amount", digit) for digit in "123456789")
MENU = frozenset(("menu.main", digit) for digit in "123678")


def part(title: str, reached: Reached) -> Part:
    (found,) = (each for each in parts_of(reached, [load_profile("cn-classic")]) if each.title == title)
    return found


def test_digits_of_a_field_are_one_key_and_choices_are_each_their_own() -> None:
    assert entry_fields(FIELD | MENU) == {"sale.amount"}
    keys = part("keys of screens", Reached(answering=FIELD | MENU, pressed=frozenset({("sale.amount", "7")})))
    assert keys.reached == ("sale.amount digit",)
    assert keys.missed == tuple(f"menu.main {digit}" for digit in "123678")


def test_what_there_is_comes_from_the_product() -> None:
    nothing = Reached()
    assert {"sale.card", "menu.administrator-2"} <= set(part("screens", nothing).missed)
    assert {"00", "51", "A7"} <= set(part("response codes", nothing).missed)
    assert {"wrong-pin", "settled"} <= set(part("host rules", nothing).missed)
    assert {"void.settled", "no-line"} <= set(part("guards", nothing).missed)
    assert part("start states", nothing).count == 7
    assert part("oracle lines", nothing).count == 34


def test_an_entry_of_a_menu_is_reached_by_its_key_on_any_of_its_pages() -> None:
    pressed = frozenset({("menu.main", "2"), ("menu.administrator-2", "7")})
    entries = part("menu entries", Reached(answering=pressed, pressed=pressed))
    assert entries.reached == ("administrator administrator-password", "main void")
    assert "supervisor operator-add" not in entries.missed


def test_what_is_no_name_of_the_product_is_not_counted() -> None:
    found = part("host rules", Reached(reasons=frozenset({"approved", "wrong-pin"})))
    assert found.reached == ("wrong-pin",)
