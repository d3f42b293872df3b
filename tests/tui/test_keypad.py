from __future__ import annotations

from types import MappingProxyType

import pytest

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.tui.keypad import PLACES, WIDTH, shows_digits
from tests.tui.window import comes, has, window


def test_keys_are_where_a_real_terminal_has_them() -> None:
    rows = [
        [place.key for place in sorted(PLACES, key=lambda place: place.column) if place.row == row]
        for row in range(4)
    ]
    assert rows == [
        [Key.DIGIT_1, Key.DIGIT_2, Key.DIGIT_3, Key.CANCEL],
        [Key.DIGIT_4, Key.DIGIT_5, Key.DIGIT_6, Key.CLEAR],
        [Key.DIGIT_7, Key.DIGIT_8, Key.DIGIT_9, Key.ENTER],
        [Key.FUNC, Key.DIGIT_0, Key.ALPHA, Key.UP, Key.DOWN],
    ]


def test_no_key_lies_over_another() -> None:
    taken = [
        (place.row, column) for place in PLACES for column in range(place.column, place.column + place.width)
    ]
    assert len(taken) == len(set(taken))
    assert max(column for _, column in taken) < WIDTH


@pytest.mark.parametrize(
    ("name", "fields", "openly"),
    [
        ("void.voucher", {"typed": "0000"}, True),
        ("sale.amount", {"amount": 5800}, True),
        ("menu.main", {"items": ()}, True),
        ("sale.pin", {"amount": 5800, "stars": 3}, False),
        ("logon.password", {"stars": 0}, False),
        ("password.unlock", {"number": "48213907", "stars": 1}, False),
        ("host.receiving", {"seconds": 60}, False),
    ],
)
def test_only_what_is_shown_as_typed_lights_its_own_key(
    name: str, fields: dict[str, object], openly: bool
) -> None:
    assert shows_digits(Screen(name, fields=MappingProxyType(fields))) is openly


@pytest.mark.parametrize("size", [(80, 24), (100, 32)])
@pytest.mark.asyncio
async def test_the_wanted_key_stands_out_and_gives_way_when_it_is_pressed(size: tuple[int, int]) -> None:
    async with window(size) as (pilot, app, _):
        keypad = app.desk.keypad
        keypad.wanted = Key.ENTER
        await comes(pilot, lambda: has(app, "▶确认◀"))
        keypad.wanted = Key.DIGIT_7
        await comes(pilot, lambda: has(app, "▶7◀"))
        assert not has(app, "▶确认◀")
        keypad.wanted = None
        await comes(pilot, lambda: not has(app, "◀"))
