from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_emulator.texts.layout import cells, centre, cut, edges, fit, money, pad_left, wrap

ANY_TEXT = st.text(alphabet="消费撤销，。AZ09 -/*↓", max_size=40)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("SALE", 4), ("消费", 4), ("按[确认]键", 10), ("，", 2), ("↓", 1), ("Ａ", 2)],
)
def test_cells(text: str, columns: int) -> None:
    assert cells(text) == columns


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        pytest.param(fit("消费", 6), "消费  ", id="fit"),
        pytest.param(fit("消费撤", 5), "消费 ", id="fit-never-half-a-character"),
        pytest.param(centre("消费", 7), " 消费  ", id="centre-odd-blank-right"),
        pytest.param(pad_left("58.00", 7), "  58.00", id="pad-left"),
        pytest.param(pad_left("消费撤", 5), " 消费", id="pad-left-cut"),
        pytest.param(cut("消费撤", 4), "消费", id="cut"),
        pytest.param(edges("可退余额", "58.00", 16), "可退余额   58.00", id="edges"),
        pytest.param(edges("可退余额", "99999999.99", 16), "可退 99999999.99", id="edges-left-gives-way"),
        pytest.param(edges("消费", "58.00 ", 16), "消费      58.00 ", id="edges-with-a-blank"),
        pytest.param(edges("消费", "99999999.99 ", 16), "消费 99999999.99", id="edges-blank-gives-way-first"),
        pytest.param(edges("LIMIT", "99999999.99", 16), "LIMIT99999999.99", id="edges-without-a-blank"),
    ],
)
def test_places(placed: str, expected: str) -> None:
    assert placed == expected


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0.00"), (5, "0.05"), (5800, "58.00"), (9_999_999_999, "99999999.99"), (-5, "-0.05")],
)
def test_money(amount: int, text: str) -> None:
    assert money(amount) == text


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        pytest.param("可用余额不足", 16, ["可用余额不足"], id="one-line"),
        pytest.param("没有原始交易，请联系发卡方", 16, ["没有原始交易", "请联系发卡方"], id="at-a-clause"),
        pytest.param("成功，VIP客户", 16, ["成功，VIP客户"], id="two-clauses-in-one-line"),
        pytest.param(
            "拒绝，交换中心异常，请稍后重试", 16, ["拒绝", "交换中心异常", "请稍后重试"], id="three-clauses"
        ),
        pytest.param("请持卡人与发卡银行联系", 16, ["请持卡人与发卡银", "行联系"], id="within-a-clause"),
        pytest.param(
            "NOT FOR THIS CARD ON THIS TERMINAL", 16, ["NOT FOR THIS", "CARD ON THIS", "TERMINAL"], id="words"
        ),
        pytest.param("PIN TRIES, CALL", 10, ["PIN TRIES", "CALL"], id="comma-at-the-end-dropped"),
        pytest.param("ABCDEFGHIJKL", 5, ["ABCDE", "FGHIJ", "KL"], id="word-longer-than-the-line"),
        pytest.param("", 16, [""], id="nothing"),
    ],
)
def test_wraps(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@settings(max_examples=150)
@given(ANY_TEXT, st.integers(2, 20))
def test_lines_fit_and_lose_only_blanks_and_punctuation(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(cells(line) <= columns for line in lines)
    assert [char for char in "".join(lines) if char not in " ，"] == [
        char for char in text if char not in " ，"
    ]


@settings(max_examples=150)
@given(ANY_TEXT, ANY_TEXT, st.integers(1, 20))
def test_whatever_is_placed_has_the_width_asked_for(left: str, right: str, columns: int) -> None:
    placed = (fit(left, columns), centre(left, columns), pad_left(left, columns), edges(left, right, columns))
    assert {cells(row) for row in placed} == {columns}
