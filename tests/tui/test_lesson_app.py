from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.training.view import Mode
from pos_emulator.tui.keypad import PLACES as KEYPAD
from pos_emulator.tui.lesson_app import LessonApp
from pos_emulator.tui.report_screen import ReportScreen
from tests.tui.lesson import lesson, obey, obey_until
from tests.tui.window import comes, has, rows_of, text_of


def marked(app: LessonApp) -> Key | None:
    """The key that stands out on the keypad."""
    return app.desk.keypad.wanted


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [(80, 24), (100, 32), (160, 50)])
async def test_the_next_key_stands_out_and_is_named(size: tuple[int, int]) -> None:
    async with lesson(size=size) as (pilot, app):
        await comes(pilot, lambda: has(app, f"▶ {app.coach.view.todo}") and app.coach.view.todo != "")
        assert has(app, "▶确认◀")
        assert has(app, "第 1/8 步")
        assert has(app, "128.00")
        await pilot.press("enter")
        await comes(pilot, lambda: has(app, "▶2◀"))
        assert app.desk.keypad.wanted is Key.DIGIT_2


@pytest.mark.asyncio
async def test_who_does_what_stands_out_passes_and_sees_the_books() -> None:
    async with lesson(size=(80, 24)) as (pilot, app):
        await obey_until(pilot, app, lambda: app.over)
        await comes(pilot, lambda: has(app, "完成了：Enter 看成绩和三本账"))
        await pilot.press("enter")
        await comes(pilot, lambda: isinstance(app.screen, ReportScreen))
        for words in ("得分 100 · 通过", "── 终端流水", "── 最后的凭证", "── 收单行账本"):
            assert has(app, words), words
        await pilot.press("pagedown", "end")
        await pilot.press("enter")
        await comes(pilot, lambda: not app.is_running)
        assert app.over


@pytest.mark.asyncio
async def test_a_wrong_voucher_does_what_it_does_and_the_way_back_is_shown() -> None:
    async with lesson(lang="en") as (pilot, app):
        await obey_until(pilot, app, lambda: app.player.screen.name == "void.voucher")
        await pilot.press(*"000099", "enter")
        await comes(pilot, lambda: app.player.screen.name == "void.not-found")
        await comes(pilot, lambda: has(app, "! "))
        assert app.panel.view is not None
        assert app.panel.view.points == 98
        assert app.panel.view.trouble
        await obey_until(pilot, app, lambda: app.player.screen.name == "void.check")


@pytest.mark.asyncio
async def test_the_act_at_the_counter_stands_out_and_is_a_button_for_the_mouse() -> None:
    async with lesson() as (pilot, app):
        await obey_until(pilot, app, lambda: app.player.screen.name == "void.card")
        await comes(pilot, lambda: has(app, "s 刷卡 demo-debit"))
        assert (app.desk.counter.wanted, app.chosen, app.desk.keypad.wanted) == ("swipe", "demo-debit", None)
        row = next(
            place for place, line in enumerate(app.panel.lines(50)) if any(bit.action for bit in line.bits)
        )
        await pilot.click("#guide", offset=(8, row + 1))
        await comes(pilot, lambda: app.player.screen.name == "void.pin")
        assert app.desk.counter.wanted == ""


@pytest.mark.asyncio
async def test_the_whole_first_step_with_the_mouse() -> None:
    async with lesson() as (pilot, app):
        for key in ("Enter", "2"):
            place = next(each for each in KEYPAD if each.key is Key(key))
            height = app.desk.keypad.size.height // 4
            await pilot.click("#keypad", offset=(place.column + 3, place.row * height + 1))
        await comes(pilot, lambda: app.player.screen.name == "void.password")
        await pilot.click("#status", offset=(10, 1))  # h 提示
        await comes(pilot, lambda: has(app, "提示 1："))


@pytest.mark.asyncio
async def test_practice_is_silent_until_asked() -> None:
    async with lesson(mode=Mode.PRACTICE) as (pilot, app):
        await pilot.press("enter")
        await comes(pilot, lambda: app.player.screen.name == "menu.main")
        assert marked(app) is None
        await comes(pilot, lambda: has(app, "练习：教练不说话"))
        assert not any("▶" in row for row in text_of(app.panel.lines(50)))
        for level, lost in ((1, 1), (2, 3), (3, 8)):
            await pilot.press("h")
            await comes(pilot, lambda level=level: has(app, f"提示 {level}："))  # type: ignore[misc]
            assert app.coach.view.points == 100 - lost
        assert marked(app) is Key.DIGIT_2


@pytest.mark.asyncio
async def test_it_plays_itself_and_can_be_held() -> None:
    async with lesson(mode=Mode.WATCH, pace=1000.0) as (pilot, app):
        await comes(pilot, lambda: has(app, "演示 · 第 1/8 步"))
        await pilot.press("space")
        await comes(pilot, lambda: has(app, "已暂停"))
        keys = app.coach.stage.keys
        for _ in range(5):
            await pilot.press("right")
        await comes(pilot, lambda: app.coach.stage.keys > keys)
        for key, said in (("1", "脚本在操作"), ("h", "演示中没有提示")):
            await pilot.press(key)
            await comes(pilot, lambda said=said: has(app, said))  # type: ignore[misc]
        speed = app.pacing.speed
        await pilot.press("plus")
        assert app.pacing.speed != speed
        app.pacing.pace = app.player.pace = 1e-6
        await pilot.press("space")
        await comes(pilot, lambda: app.over)
        assert app.coach.report().passed
        await comes(pilot, lambda: has(app, "▶ 完成了：Enter 看三本账"))
        assert not has(app, "成绩")


@pytest.mark.asyncio
async def test_what_is_said_is_cut_between_words_in_the_bottom_line() -> None:
    async with lesson(mode=Mode.WATCH, lang="en", size=(80, 24), pace=1000.0) as (pilot, app):
        await pilot.press("space", "right")
        await comes(pilot, lambda: app.status.hint.endswith("…"))
        assert app.panel.view is not None
        said = app.status.hint.removeprefix("paused · ").removesuffix("…")
        left = app.panel.view.caption.removeprefix(said)
        assert left[0] in " .,;:"


@pytest.mark.asyncio
async def test_while_a_secret_is_typed_others_learn_what_they_can() -> None:
    async with lesson("refund-password", size=(80, 24)) as (pilot, app):
        await obey_until(pilot, app, lambda: bool(app.coach.view.onlooker))
        await comes(pilot, lambda: has(app, "旁人能看到什么"))
        await obey(pilot, app)
        await obey(pilot, app)
        await comes(pilot, lambda: has(app, "热像仪"))


@pytest.mark.asyncio
async def test_while_the_terminal_works_the_coach_waits() -> None:
    async with lesson(pace=1000.0) as (pilot, app):
        await obey_until(pilot, app, lambda: app.player.screen.name == "void.pin")
        await obey_until(pilot, app, lambda: app.player.busy)
        await comes(pilot, lambda: has(app, "终端在工作"))
        assert app.desk.keypad.wanted is None
        app.player.hurry()
        await comes(pilot, lambda: has(app, "▶确认◀"))


@pytest.mark.asyncio
async def test_panels_can_be_looked_at_and_the_coach_comes_back_when_asked() -> None:
    async with lesson(size=(80, 24)) as (pilot, app):
        await pilot.press("f9", "escape")
        assert app.desk.front == "paper"
        await pilot.press("f4", "escape")
        assert (app.desk.front, app.desk.covering) == ("guide", False)
        await pilot.press("f7", "h")
        assert (app.desk.front, app.desk.covering) == ("guide", False)


@pytest.mark.asyncio
async def test_a_chapter_can_be_begun_again() -> None:
    async with lesson() as (pilot, app):
        await obey_until(pilot, app, lambda: app.player.screen.name == "void.voucher")
        await pilot.press("a")
        await comes(pilot, lambda: app.player.screen.name == "idle.signed-on")
        await comes(pilot, lambda: has(app, "▶确认◀"))


@pytest.mark.asyncio
async def test_what_a_lesson_does_not_have_is_said() -> None:
    async with lesson() as (pilot, app):
        await pilot.press("ctrl+l")
        await comes(pilot, lambda: has(app, "--lang"))
        await pilot.press("w")
        await comes(pilot, lambda: has(app, "课程里没有"))
        await pilot.press("ctrl+r")
        await comes(pilot, lambda: has(app, "课程里不能录制"))
        assert not has(app, "脚本")


@pytest.mark.asyncio
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("size", [(80, 24), (100, 32)])
async def test_the_help_is_never_left_out_below(mode: Mode, size: tuple[int, int]) -> None:
    async with lesson("refund-password", mode=mode, lang="en", size=size, pace=1000.0) as (pilot, app):
        await pilot.press("ctrl+r")
        await comes(pilot, lambda: has(app, "no recording"))
        assert "F1 Help" in rows_of(app)[-1]
