from __future__ import annotations

import pytest

from pos_emulator.training.coach import Coach
from pos_emulator.training.lessons import lesson_names, lesson_of
from pos_emulator.training.view import Mode
from tests.training.trainees import coach, follow, keys, until


def test_what_to_do_is_said_in_one_sentence() -> None:
    at = coach("void-before-card-leaves", lang="en")
    said = [at.view.todo]
    for screen in ("void.password", "void.voucher", "void.card"):
        said.append(until(at, screen).view.todo)
    assert said == [
        "Press [ENTER]",
        "Type the supervisor password, then [ENTER]",
        "Type 000004, then [ENTER]",
        "Have the card swiped: demo-debit",
    ]


def test_a_wrong_password_on_purpose_is_spelt_out() -> None:
    at = coach("refund-password")
    while at.view.step < 4:
        follow(at)
    assert at.view.todo == "输入 000000，再按【确认】"


def test_hints_are_the_lessons_own_on_the_way_and_ours_beside_it() -> None:
    at = coach("void-before-card-leaves", Mode.PRACTICE)
    for _ in range(3):
        at.hint()
    assert at.view.hints == (
        "「撤销」在哪个菜单里？待机画面怎样打开菜单？",
        "先用【确认】打开菜单，再按一个数字键。",
        "按【确认】，再按【2】。",
    )
    keys(at, "Enter", "7")
    for _ in range(3):
        at.hint()
    assert at.view.hints == (
        "这个画面是你要的吗？怎样离开它？",
        "红色的键。",
        "下一个键是【取消】，键盘上已标出。",
    )


def test_in_practice_one_is_told_the_situation_and_the_throw_away_secret() -> None:
    at = coach("void-before-card-leaves", Mode.PRACTICE)
    assert at.view.caption.startswith("当场撤销。\n顾客刚用 demo-debit 付了 128.00 元，凭证号 000004")
    keys(at, "Enter", "2")
    secret = at.stage.secrets["supervisor"].reveal()
    assert at.view.caption.endswith(f"本课用的主管密码：{secret}")


@pytest.mark.parametrize("mode", [Mode.LEARN, Mode.PRACTICE])
def test_who_learns_is_told_the_throw_away_secret_too(mode: Mode) -> None:
    at = coach("void-before-card-leaves", mode, lang="en")
    keys(at, "Enter", "2")
    secret = at.stage.secrets["supervisor"].reveal()
    note = f"For this lesson, supervisor password: {secret}"
    assert at.view.caption.endswith(note)
    keys(at, secret[:2])
    assert at.view.caption.endswith(note)
    keys(at, secret[2:], "Enter")
    assert secret not in at.view.caption


def test_beside_the_way_the_throw_away_secret_is_told_too() -> None:
    at = coach("void-before-card-leaves")
    keys(at, "Enter", "75", "Enter", "01", "Enter")
    assert at.bench.screen.name == "lock.password"
    secret = at.stage.secrets["operator-01"].reveal()
    assert at.view.caption.endswith(f"本课用的操作员密码：{secret}")


@pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in lesson_names() for lang in ("zh", "en")])
def test_the_third_hint_is_no_second_instruction(name: str, lang: str) -> None:
    at = coach(name, lang=lang)
    while not at.view.ended:
        for _ in range(3):
            at.hint()
        assert at.view.todo not in at.view.hints
        follow(at)


def test_of_a_number_all_digits_stay_in_sight() -> None:
    at = until(coach("void-before-card-leaves"), "void.voucher")
    said = []
    while at.bench.screen.name == "void.voucher":
        said.append(at.view.todo)
        follow(at)
    assert said == ["输入 000004，再按【确认】"] * 6 + ["按【确认】"]
    at = until(coach("refund-after-the-card-left", lang="en"), "refund.amount")
    keys(at, "58")
    assert at.view.todo == "Type 5800, then [ENTER]"


def test_of_digits_without_a_green_key_the_last_is_not_alone() -> None:
    at = coach("refund-password", lang="en")
    while not at.view.todo.startswith("Type"):
        follow(at)
    follow(at)
    assert at.view.todo == "Type any digits, 2 in all"


@pytest.mark.parametrize(("lang", "date"), [("zh", "昨天（11月21日）"), ("en", "on 11-21, reference")])
def test_a_date_is_no_amount(lang: str, date: str) -> None:
    assert date in coach("refund-after-the-card-left", Mode.PRACTICE, lang=lang).view.caption


OWN = """\
Lang en
Background
  Given signed-on
  Customer arrives holding demo-debit
Scenario "Tea"
  {before}
  Say "A customer buys tea for 12.00."
  Say "A card begins it."
  Sale 12.00 card=demo-debit by=swipe
  {between}
  Say "Now the menu."
  Enter
  Say "And back."
  Cancel
"""


@pytest.mark.parametrize(
    ("before", "between", "shown"),
    [
        pytest.param(
            'Marker "The sale"',
            'Marker "The menu"',
            ["The sale\nA customer buys tea for 12.00.", "The menu\nNow the menu."],
            id="chapters",
        ),
        pytest.param("", "", ["A customer buys tea for 12.00."], id="no-chapter"),
        pytest.param(
            'Marker "The sale"',
            'Marker "The menu"\n  Enter\n  Cancel',
            ["The sale\nA customer buys tea for 12.00.", "The menu"],
            id="said-too-late",
        ),
    ],
)
def test_in_practice_a_trainers_task_is_in_sight_and_the_teaching_is_not(
    before: str, between: str, shown: list[str]
) -> None:
    lesson = lesson_of(OWN.format(before=before, between=between).encode(), name="tea", file="tea.keys")
    at, knows = (Coach(lesson, mode, seed=7) for mode in (Mode.PRACTICE, Mode.LEARN))
    seen: list[str] = []
    while not at.view.ended:
        caption = at.view.caption.partition("\nFor this lesson")[0]
        if seen[-1:] != [caption]:
            seen.append(caption)
        said = knows.view
        for both in (at, knows):
            if said.act:
                both.counter(*said.act.split(" "))
            else:
                both.press(said.keys[0])
    assert seen == shown


def test_the_task_is_that_of_the_chapter_one_is_back_in() -> None:
    at, knows = coach("refund-password", Mode.PRACTICE), coach("refund-password")
    while not at.view.caption.startswith("第四节"):
        said = knows.view
        for both in (at, knows):
            if said.act:
                both.counter(*said.act.split(" "))
            else:
                both.press(said.keys[0])
    keys(at, *("111111", "Enter", "Enter") * 3)
    assert at.bench.screen.name == "password.unlock"
    assert at.view.caption.startswith("第三节")
