from __future__ import annotations

import pytest

from pos_emulator.tui.layout import PANELS, Shape, covering_panels, shape_of, shown_panels


@pytest.mark.parametrize(
    ("width", "height", "shape"),
    [
        (79, 24, Shape.TINY),
        (80, 23, Shape.TINY),
        (80, 24, Shape.SMALL),
        (99, 60, Shape.SMALL),
        (200, 31, Shape.SMALL),
        (100, 32, Shape.MEDIUM),
        (159, 50, Shape.MEDIUM),
        (160, 49, Shape.MEDIUM),
        (160, 50, Shape.WIDE),
    ],
)
def test_a_window_has_the_shape_it_has_room_for(width: int, height: int, shape: Shape) -> None:
    assert shape_of(width, height) is shape


def test_one_panel_then_counter_and_one_then_all() -> None:
    assert shown_panels(Shape.TINY, "wire") == ()
    assert shown_panels(Shape.SMALL, "wire") == ("wire",)
    assert shown_panels(Shape.MEDIUM, "wire") == ("counter", "wire")
    assert sorted(shown_panels(Shape.WIDE, "wire")) == sorted(PANELS)


def test_both_books_cover_the_window_together() -> None:
    assert covering_panels("ledger") == covering_panels("journal") == ("ledger", "journal")
    assert covering_panels("wire") == ("wire",)


def test_a_guide_has_a_place_of_its_own_where_there_is_room() -> None:
    assert shown_panels(Shape.SMALL, "guide", guided=True) == ("guide",)
    assert shown_panels(Shape.MEDIUM, "counter", guided=True) == ("counter", "guide")
    assert sorted(shown_panels(Shape.WIDE, "wire", guided=True)) == sorted((*PANELS, "guide"))
