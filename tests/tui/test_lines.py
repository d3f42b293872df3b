from __future__ import annotations

import pytest

from pos_emulator.texts.layout import cells
from pos_emulator.tui.lines import wrapped
from tests.tui.window import text_of


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("one two three", 20, ["one two three"]),
        ("one two three four", 10, ["one two", "  three", "  four"]),
        ("a1b2c3d4e5f60718", 10, ["a1b2c3d4e5", "  f60718"]),
        ("可用余额不足请联系", 10, ["可用余额不", "  足请联系"]),
        ("凭证号 000004，错了。", 10, ["凭证号", "  000004，", "  错了。"]),
        ("付了128.00元", 9, ["付了", "  128.00元"]),
        ("请按按按【确认】键", 10, ["请按按按", "  【确认】", "  键"]),
        ("今天不营业。", 10, ["今天不营", "  业。"]),
    ],
)
def test_text_is_wrapped_with_an_indent(text: str, width: int, rows: list[str]) -> None:
    assert text_of(list(wrapped(text, width, indent=2))) == rows


def test_nothing_is_lost_and_nothing_is_too_wide() -> None:
    text = "收单行没有回答: no acquirer is running here; start pos-emulator first 0123456789abcdef"
    for width in range(12, 60):
        rows = text_of(list(wrapped(text, width, indent=3)))
        assert "".join("".join(rows).split()) == "".join(text.split())
        assert max(map(cells, rows)) <= width
