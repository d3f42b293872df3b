from __future__ import annotations

import re

import pytest

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.keyscript.observe.screen_text import all_rows, found
from pos_emulator.texts import Texts


def test_a_text_wrapped_in_a_word_or_at_a_blank_is_found() -> None:
    assert found("请持卡人输入", ["请持卡人        ", "输入密码        "])
    assert found("CARD HOLDER", ["  INSERT CARD   ", "HOLDER'S CARD   "])
    assert not found("CARD  HOLDER", ["  INSERT CARD   ", "HOLDER'S CARD   "])


def test_a_regex_is_found_and_a_text_is_taken_as_it_is() -> None:
    assert found(re.compile("余额.{2}"), ["可退余额  12.00"])
    assert not found("余额.{2}", ["可退余额  12.00"])


def test_further_pages_count() -> None:
    values = {"code": "96", "text": "请联系收单机构并保留凭证以备查询谢谢合作请勿重复刷卡"}
    pages = Texts("zh").pages("sale.declined", values)
    assert len(pages) > 1
    screen = Screen("sale.declined", pages[0], values)
    assert not found("请勿重复刷卡", screen.rows)
    assert found("请勿重复刷卡", all_rows(screen, "zh"))


@pytest.mark.parametrize(
    ("lang", "code", "text"),
    [
        ("zh", "06", "交易失败，请联系发卡行"),
        ("zh", "22", "操作有误，或超出交易允许天数"),
        ("en", "25", "NO ORIGINAL, CALL ISSUER"),
        ("en", "38", "PIN TRIES EXCEEDED, CALL ISSUER"),
        ("en", "92", "ISSUER LINE DOWN, TRY LATER"),
    ],
)
def test_a_comma_that_fell_into_the_break_is_not_missed(lang: str, code: str, text: str) -> None:
    values = {"code": code, "title": "x"}
    rows = all_rows(Screen("sale.declined", Texts(lang).pages("sale.declined", values)[0], values), lang)
    assert not any(text in glue.join(rows) for glue in ("", " "))
    assert found(text, rows)
    assert not found(text.replace(",", ", NOT").replace("，", "，不"), rows)


def test_a_comma_is_missed_where_nothing_is_broken() -> None:
    assert not found("12,00", ["可退余额  1200"])
    assert not found("A, B", ["A B", "C"])


def test_a_dark_display_says_nothing() -> None:
    assert all_rows(Screen(), "zh") == ()
