from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.style import Style

from pos_emulator.tui import ink
from pos_emulator.tui.keypad import PLACES

SOURCES = "\n".join(path.read_text("utf-8") for path in Path(ink.__file__).parent.glob("*.py"))


def contrast(style: Style) -> float:
    """The contrast of text to its ground after WCAG 2: 1 for none, 21 for black on white."""
    assert style.color is not None
    assert style.bgcolor is not None
    lights = []
    for colour in (style.color, style.bgcolor):
        parts = [part / 255 for part in colour.get_truecolor()]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_every_ink_that_is_named_is_there() -> None:
    named = set(re.findall(r'Bit\([^()]*, "([a-z-]+)"', SOURCES)) | set(
        re.findall(r'line\([^()]*, "([a-z-]+)"\)', SOURCES)
    )
    assert named
    assert named <= set(ink.LINES)


def test_every_key_has_its_colour_and_its_edge() -> None:
    colours = {place.colour for place in PLACES}
    assert colours <= set(ink.KEYS)
    assert colours <= set(ink.KEY_EDGES)


@pytest.mark.parametrize(
    "style",
    [
        *(
            pytest.param(style, id=name)
            for name, style in ink.LINES.items()
            if name not in ("paper-dim", "paper-mark")
        ),
        *(pytest.param(style, id=f"key-{name}") for name, style in ink.KEYS.items()),
        pytest.param(ink.GLASS, id="glass"),
        pytest.param(ink.TITLE, id="title"),
    ],
)
def test_what_is_to_be_read_can_be_read(style: Style) -> None:
    assert contrast(style) >= 4.5
