from __future__ import annotations

from types import MappingProxyType

import pytest

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.keyscript.recorder.wording import expected, quoted
from pos_emulator.texts import Texts


def screen(name: str, lang: str = "zh", **values: object) -> Screen:
    return Screen(name, Texts(lang).rows(name, values), MappingProxyType(values))


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        (screen("void.not-found"), 'Screen void.not-found "原交易不存在"'),
        (screen("void.voucher", typed="000003"), 'Screen void.voucher "请输入原凭证号:"'),
        (screen("void.check", voucher="3", card="6224", amount=5800), 'Screen void.check "确认-是 取消-否"'),
        (screen("password.wrong", secret="supervisor", tries=2), 'Screen password.wrong "剩余次数: 2"'),
        (screen("sale.declined", code="51"), 'Screen sale.declined "[51]交易失败"'),
        (screen("settle.done", batch="000002"), 'Screen settle.done "对账平 结算成功"'),
        (screen("logon.wrong", "en", tries=2), 'Screen logon.wrong "WRONG PASSWORD"'),
    ],
    ids=lambda each: each.name if isinstance(each, Screen) else "",
)  # fmt: skip
def test_the_text_is_one_that_comes_again(shown: Screen, line: str) -> None:
    lang = "en" if "WRONG P" in line else "zh"
    assert expected(shown, lang) == line


def test_a_screen_of_nothing_certain_is_named_alone() -> None:
    shown = Screen("no.such", ("", "x"), MappingProxyType({}))
    assert expected(shown, "zh") == "Screen no.such"
    assert expected(screen("void.not-found"), "") == "Screen void.not-found"


def test_quotes_are_escaped() -> None:
    assert quoted('a "b" \\') == '"a \\"b\\" \\\\"'
