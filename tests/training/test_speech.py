from __future__ import annotations

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
    assert at.view.hints == ("这个画面是你要的吗？怎样离开它？", "红色的键。", "按【取消】")


def test_in_practice_one_is_told_the_situation_and_the_throw_away_secret() -> None:
    at = coach("void-before-card-leaves", Mode.PRACTICE)
    assert at.view.caption.startswith("顾客刚用 demo-debit 付了 128.00 元，凭证号 000004")
    keys(at, "Enter", "2")
    secret = at.stage.secrets["supervisor"].reveal()
    assert at.view.caption.endswith(f"本课用的主管密码：{secret}")
