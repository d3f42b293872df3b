from __future__ import annotations

import pytest

from pos_emulator.keyscript.golden_names import golden_name


@pytest.mark.parametrize(
    ("name", "row", "file"),
    [
        ("Void, before 退货!", 0, "void-before-退货.txt"),
        ("code 25", 2, "code-25.2.txt"),
        ("?", 0, "scenario.txt"),
        ("pays with 6224242300000069", 0, "pays-with-622424-0069.txt"),
        ("caf\N{LATIN SMALL LETTER E}\N{COMBINING ACUTE ACCENT}", 0, "café.txt"),
    ],
)
def test_the_words_of_the_name(name: str, row: int, file: str) -> None:
    assert golden_name(name, row) == file


def test_a_row_is_never_called_as_another_scenario() -> None:
    assert golden_name("x", 1) != golden_name("x 1", 0)


def test_a_long_name_is_cut_by_octets_and_stays_its_own() -> None:
    one, two = golden_name("退" * 120, 0), golden_name("退" * 119 + "货", 0)
    assert len(one.encode("utf-8")) <= 124
    assert one.startswith("退" * 37 + "-")
    assert one != two
