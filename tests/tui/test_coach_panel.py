from __future__ import annotations

from dataclasses import replace

from pos_emulator.firmware.peripherals import Key
from pos_emulator.texts.layout import cells
from pos_emulator.training.view import CoachView, Mode
from pos_emulator.tui.coach_panel import CoachPanel, action_of
from pos_emulator.tui.lines import LinesView
from tests.tui.window import text_of

VIEW = CoachView(
    title="Void",
    mode=Mode.LEARN,
    step=2,
    steps=8,
    caption="Read it aloud.\nThen press.",
    todo="Press [ENTER]",
    why="It is the last look.",
    hints=("Whose sale?",),
    keys=(Key.ENTER,),
    act="",
    trouble="",
    points=97,
    critical="",
    onlooker=(),
    ended=False,
)


def panel(view: CoachView | None, lang: str = "en") -> CoachPanel:
    made = CoachPanel(id="guide")
    made.set_reactive(LinesView.lang, lang)
    made.set_reactive(CoachPanel.view, view)
    return made


def rows(view: CoachView | None, width: int = 38, lang: str = "en") -> list[str]:
    return text_of(panel(view, lang).lines(width))


def test_what_to_do_stands_above_why() -> None:
    assert rows(VIEW) == [
        "learn · step 3/8 ━━━┄┄┄┄┄┄┄┄ 97 points",
        "",
        " ▶ Press [ENTER]",
        "Hint 1: Whose sale?",
        "",
        "Read it aloud.",
        "Then press.",
        "",
        "Why: It is the last look.",
    ]


def test_trouble_and_what_caps_the_lesson_stand_above_all() -> None:
    found = rows(replace(VIEW, trouble="Not that one.\nBack with [CANCEL].", critical="confirmed"))
    assert found[1:5] == ["✗ confirmed", "", "! Not that one.", "! Back with [CANCEL]."]


def test_an_act_is_a_button() -> None:
    lines = panel(replace(VIEW, act="swipe demo-debit", keys=())).lines(38)
    (button,) = [bit for row in lines for bit in row.bits if bit.action]
    assert (button.text, button.action) == (" s swipe demo-debit ", "app.act('swipe')")
    assert action_of("shield") == "app.ask('shield')"


def test_others_have_a_part_of_their_own() -> None:
    found = rows(replace(VIEW, onlooker=("Beside you: two keys", "Heat camera: two warm keys")))
    assert found[5:8] == ["◉ What others learn", "  Beside you: two keys", "  Heat camera: two warm keys"]


def test_in_practice_it_says_only_how_to_ask() -> None:
    silent = replace(VIEW, mode=Mode.PRACTICE, caption="", todo="", why="", hints=(), keys=())
    assert rows(silent) == [
        "practice · step 3/8 ━━┄┄┄┄┄┄ 97 points",
        "",
        "Practice: the coach is silent. h asks",
        "for a hint.",
    ]


def test_at_the_end_the_marks_are_a_button() -> None:
    lines = panel(replace(VIEW, ended=True)).lines(38)
    assert "Done: Enter shows marks and books" in "".join(text_of(lines))
    assert [bit.action for row in lines for bit in row.bits if bit.action] == ["app.report"]


def test_while_the_terminal_works_it_says_so() -> None:
    assert rows(None, lang="zh") == ["终端在工作，请看屏幕。"]


def test_nothing_is_too_wide_for_the_smallest_window() -> None:
    long = replace(
        VIEW,
        caption="顾客刚用 demo-debit 付了 128.00 元,凭证号 000004,马上说买错了。人在,卡在,当日,本机。",
        todo="打电话给收单行，念出屏幕上的编号，再输入他给的解锁码",
        act="shield",
        trouble="凭证号有，但这是谁的消费？金额或卡号和这位顾客的不一样。",
        onlooker=("天花板摄像头：按了六个键，大致在第 A B C D A B 排",),
    )
    for lang in ("zh", "en"):
        assert max(map(cells, rows(long, 37, lang))) <= 37
