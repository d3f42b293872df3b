from __future__ import annotations

from pos_emulator.commands.screens import example_values, menu_entries, plain_screen
from pos_emulator.profile import load_profile
from pos_emulator.texts import LANGUAGES, Texts, cells
from tests.commands.shell import run


def test_one_screen_in_both_languages() -> None:
    assert run("screens", "power.owed").out == (
        "power.owed  fields: amount kind\n"
        "  |  有待冲正交易  |  |  REVERSAL DUE  |\n"
        "  |消费      58.00 |  |SALE      58.00 |\n"
        "  |连线后自动冲正  |  |SENT WHEN ONLINE|\n"
        "  |请勿重复刷卡    |  |DO NOT RE-SWIPE |\n"
        "\n"
    )


def test_one_screen_for_a_program() -> None:
    assert run("screens", "power.owed", "--json", "--lang", "en").json == {
        "name": "power.owed",
        "fields": ["amount", "kind"],
        "rows": {"en": ["  REVERSAL DUE  ", "SALE      58.00 ", "SENT WHEN ONLINE", "DO NOT RE-SWIPE "]},
    }


def test_every_screen_can_be_shown() -> None:
    listed = run("screens", "--json").json
    assert tuple(screen["name"] for screen in listed["screens"]) == Texts("zh").names()
    for screen in listed["screens"]:
        for lang in LANGUAGES:
            rows = screen["rows"][lang]
            assert len(rows) in (0, 4), screen["name"]
            assert all(cells(row) == 16 for row in rows), screen["name"]
            assert not any("{" in row for row in rows), screen["name"]
    without = [screen["name"] for screen in listed["screens"] if not screen["rows"]["zh"]]
    assert without == []


def test_names_only() -> None:
    ran = run("screens", "--names")
    assert tuple(ran.out.splitlines()) == Texts("zh").names()


def test_the_list_ends_with_menu_entries_and_fields() -> None:
    shown = run("screens").out
    assert "\nmenu entries\n  main           1 sale 2 void 3 refund 6 print 7 admin 8 others\n" in shown
    assert "\n  voucher         000012\n" in shown


def test_menu_entries_that_do_nothing_are_not_listed() -> None:
    entries = menu_entries(load_profile("cn-classic"))
    assert entries["print"] == ["1 reprint-last", "2 reprint-any", "3 reprint-settlement"]
    assert "2 operator-add" not in entries["supervisor"]


def test_menu_pages_show_their_entries() -> None:
    profile = load_profile("cn-classic")
    assert plain_screen("menu.main", profile)["rows"]["en"] == [
        "1SALE   2VOID   ",
        "3REFUND 6PRINT  ",
        "7ADMIN  8OTHERS ",
        "                ",
    ]
    assert example_values("menu.administrator-2", profile, lang="en")["items"]


def test_a_mistyped_name() -> None:
    ran = run("screens", "void.chek")
    assert (ran.code, ran.error) == (
        2,
        "Error: Invalid value for '[NAME]': no screen 'void.chek', did you mean void.check?",
    )
