from __future__ import annotations

import pytest

from pos_emulator.texts.layout import cells
from pos_emulator.training.report import Mistake, Report, TaskMark
from pos_emulator.training.view import Mode
from pos_emulator.tui.report_screen import ReportScreen, ReportText
from tests.tui.window import comes, has, rows_of, text_of, window

REPORT = Report(
    title="撤销",
    lang="zh",
    mode=Mode.LEARN,
    points=35,
    passed=False,
    tasks=(TaskMark("待机", 0, 0), TaskMark("请输入原凭证号", 5, 1)),
    mistakes=(Mistake("voucher", "确认了别人的消费，" * 5 + "完", 60, critical=True),),
    hints=5,
    keys=40,
    shortest=26,
    journal=("000004 消费 128.00", "  622424******0069 已撤销"),
    slip=("消费撤销", "RMB -128.00", *("",) * 30, "测试/TESTING 凭证无效"),
    ledger=("000004 消费 128.00", "  622424******0069 已撤销"),
)


@pytest.mark.parametrize("width", [77, 97, 157])
def test_the_books_stand_beside_each_other(width: int) -> None:
    rows = text_of(ReportText(REPORT).lines(width))
    (heads,) = [row for row in rows if "── 终端流水" in row]
    assert "── 最后的凭证" in heads
    assert "── 收单行账本" in heads
    assert max(map(cells, rows)) <= width


def test_what_went_wrong_is_red_and_what_went_well_is_green() -> None:
    inks = {row.bits[0].text.strip(): row.bits[0].ink for row in ReportText(REPORT).lines(97)}
    assert inks["撤销"] == "chosen"
    assert inks["✓ 待机"] == "good"
    assert inks["✗ 请输入原凭证号 -5 ?1"] == "bad"
    assert [ink for text, ink in inks.items() if text.startswith(("得分", "-60"))] == ["bad", "bad"]


def test_a_long_mistake_is_told_to_its_end() -> None:
    rows = text_of(ReportText(REPORT).lines(77))
    (first,) = [place for place, row in enumerate(rows) if row.startswith("  -60")]
    assert rows[first + 1].startswith("     ")
    assert rows[first + 1].endswith("，完")


@pytest.mark.asyncio
async def test_in_the_smallest_window_it_scrolls_and_ends_by_key_or_mouse() -> None:
    async with window((80, 24)) as (pilot, app, _):
        for way in ("enter", "escape", "q", ""):
            app.push_screen(ReportScreen(REPORT))
            await comes(pilot, lambda: has(app, "得分 35"))
            assert not has(app, "凭证无效")
            await pilot.press("pagedown", "end")
            await comes(pilot, lambda: has(app, "凭证无效"))
            await pilot.press("up", "pageup", "home", "down")
            assert "Enter 结束课程" in rows_of(app)[-1]
            if way:
                await pilot.press(way)
            else:
                await pilot.click("#report-bar", offset=(4, 0))
            await comes(pilot, lambda: len(app.screen_stack) == 1)
