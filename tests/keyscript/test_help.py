from __future__ import annotations

from pos_emulator.keyscript.commands.table import TABLE
from pos_emulator.keyscript.help import language_help


def test_every_form_is_on_the_page() -> None:
    lines = language_help().split("\n")
    for command in TABLE:
        for form in command.forms:
            assert f"  {form}" in lines


def test_the_names_that_a_form_takes_stand_below_it() -> None:
    assert (
        "  Expect Lamp NAME\n      A lamp above the display is on.\n      NAME: default-password,"
        in language_help()
    )


def test_what_comes_later_says_so() -> None:
    page = language_help()
    assert (
        "  Scan CODE\n      A code is held to the scanner. Comes with: scanner; not in this version." in page
    )
    assert page.count("not in this version") == 4


def test_a_command_stands_with_meaning_and_example() -> None:
    assert (
        "  Void $x\n      Voids a saved sale.\n      e.g. Void $sale\n"
        "  Refund $x AMOUNT [reason=N] [as $y]\n      Refunds something of a saved sale.\n"
    ) in language_help()


def test_fits_a_window() -> None:
    assert max(map(len, language_help().split("\n"))) <= 115
