from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_emulator.texts import LANGUAGES, Texts, TextsError, cells
from pos_emulator.texts.render import PLACEHOLDERS

GOLDENS = Path(__file__).parent / "goldens" / "screens.txt"

VALUES: dict[str, object] = {
    "now": "11-21 14:32",
    "operator": "01",
    "kind": "sale",
    "name": "sale",
    "amount": 5800,
    "left": 5800,
    "limit": 500_000,
    "total": 12_800,
    "kcv": "08D7B4FB",
    "tries": 2,
    "batch": "000001",
    "minutes": 5,
    "number": "48213907",
    "why": "key-check",
    "secret": "supervisor",
    "seconds": 60,
    "code": "51",
    "card": "622424******0069",
    "voucher": "000012",
    "typed": "000012",
    "tail": "0069",
    "reference_tail": "9017",
    "page": 1,
    "pages": 2,
    "when": "11-21 14:40",
    "status": "approved",
    "count": 3,
    "done": 12,
    "phone": "95516",
    "result": "refund-by-hand",
    "step": "reconcile",
    "stars": 6,
}
"""What most screens of the golden file show."""

OTHERWISE: dict[str, dict[str, object]] = {
    "idle.signed-off": {"now": "11-21 08:55"},
    "idle.new-day": {"now": "11-22 08:55"},
    "power.slip": {"amount": 12_800},
    "admin.confirm": {"title": "refund-by-hand"},
    "admin.done": {"title": "refund-by-hand"},
    "keys.component-1": {"count": 7, "typed": "A"},
    "keys.component-2": {"count": 7, "typed": "A"},
    "logon.operator": {"typed": "01"},
    "logon.password": {"stars": 4},
    "lock.locked": {"typed": "01"},
    "password.short": {"count": 6},
    "lock.password": {"stars": 4},
    "host.unclear": {"code": "96"},
    "host.no-answer": {"title": "logon"},
    "void.declined": {"code": "25"},
    "refund.reference": {"typed": "041533829017"},
    "refund.date": {"typed": "1119"},
    "refund.amount": {"amount": 0},
    "settle.upload": {"count": 128},
    "settle.done": {"batch": "000002"},
    "settle.done-unbalanced": {"batch": "000002"},
    "settle.blocked": {"why": "reversal-due"},
    "settle.interrupted": {"code": "96", "why": "no-answer"},
}

ADMINISTRATOR = "keys clear-reversal refund-by-hand close-batch unlock parameters password version"
MENUS = {
    "menu.main": [
        ("1", "sale"),
        ("2", "void"),
        ("3", "refund"),
        ("4", "preauth"),
        ("6", "print"),
        ("7", "admin"),
        ("8", "others"),
    ],
    "menu.print": list(zip("123", ["reprint-last", "reprint-any", "reprint-settlement"], strict=True)),
    "menu.admin": list(zip("123456", ["logon", "logoff", "query", "settle", "lock", "more"], strict=True)),
    "menu.others": list(zip("123", ["refund-query", "refund-apply", "echo"], strict=True)),
    "menu.supervisor": list(
        zip(
            "12345",
            ["supervisor-password", "operator-add", "operator-delete", "operator-list", "operator-reset"],
            strict=True,
        )
    ),
    "menu.administrator": list(zip("12345678", ADMINISTRATOR.split(), strict=True)),
    "menu.administrator-2": list(zip("12345678", ADMINISTRATOR.split(), strict=True)),
}


def values_of(name: str, lang: str) -> dict[str, object]:
    values = {**VALUES, **OTHERWISE.get(name, {})}
    values["merchant"] = {"zh": "训练便利店", "en": "TRAINING MART"}[lang]
    values["items"] = MENUS.get(name, [])
    if name.startswith(("host.", "slip.", "card.")):
        values = {"title": "void", **values}
    if name == "void.declined":
        values["text"] = {"zh": "没有原始交易", "en": "NO ORIGINAL"}[lang]
    return values


def golden_screens() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for block in GOLDENS.read_text("utf-8").split("\n\n")[1:]:
        name, *rows = block.strip("\n").split("\n")
        both = [re.fullmatch(r"\|(.*?)\|  \|(.*?)\|", row) for row in rows]
        for number, lang in enumerate(LANGUAGES, start=1):
            yield name, lang, tuple(row[number] for row in both if row)


@pytest.mark.parametrize(
    ("name", "lang", "rows"),
    [pytest.param(*golden, id=f"{golden[0]}-{golden[1]}") for golden in golden_screens()],
)
def test_screen(name: str, lang: str, rows: tuple[str, ...]) -> None:
    assert Texts(lang).rows(name, values_of(name, lang)) == rows


def test_the_goldens_show_every_screen() -> None:
    assert {name for name, _, _ in golden_screens()} == set(Texts("zh").names())


def test_both_languages_have_the_same_screens_words_and_placeholders() -> None:
    zh, en = Texts("zh"), Texts("en")
    assert zh.names() == en.names()
    assert set(zh._catalogue.words) == set(en._catalogue.words)
    assert set(zh._catalogue.items) == set(en._catalogue.items)
    assert set(zh._catalogue.responses) == set(en._catalogue.responses)
    for name in zh.names():
        assert zh.placeholders(name) == en.placeholders(name), name
        assert zh.placeholders(name) <= PLACEHOLDERS | {"items"}, name


LARGEST: dict[str, object] = {
    **VALUES,
    "merchant": "中华人民共和国训练便利店有限公司",
    "amount": 9_999_999_999,
    "left": 9_999_999_999,
    "limit": 9_999_999_999,
    "total": 9_999_999_999,
    "stars": 12,
    "typed": "041533829017",
    "seconds": 999,
    "count": 999,
    "done": 999,
    "page": 99,
    "pages": 99,
    "text": "发卡方不允许该卡在本终端进行此交易，请与发卡行联系",
}
AMOUNTS = ("amount", "left", "limit", "total")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_screen_is_16_columns_wide_at_the_largest_values(lang: str) -> None:
    texts = Texts(lang)
    for name in texts.names():
        for group in (
            {},
            *({field: word} for field in ("kind", "name", "status", "why") for word in texts.words(field)),
        ):
            values = {**LARGEST, **group, "title": "completion-void", "items": MENUS.get(name, [])}
            for page in texts.pages(name, values):
                assert [cells(row) for row in page] == [16] * 4, (name, page)
                shown = sum(row.count("99999999.99") for row in page)
                assert shown == len(texts.placeholders(name).intersection(AMOUNTS)), (name, page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_a_screen_is_cut(lang: str) -> None:
    texts = Texts(lang)
    widest = {
        "title": 16,
        "kind": 4,
        "status": 11 if lang == "zh" else 16,
        "why": 12 if lang == "zh" else 16,
        "result": 16,
    }
    widest |= {"step": 16, "secret": 16, "reason": 15}
    for group, columns in widest.items():
        words = texts.words(group)
        assert words
        assert {key: word for key, word in words.items() if cells(word) > columns} == {}, group


def test_a_long_answer_is_paged() -> None:
    pages = Texts("zh").pages("sale.declined", {"code": "96"})
    assert pages == (
        ("    消    费    ", "  [96]交易失败  ", "拒绝           ↓", "请勿交付商品    "),
        ("    消    费    ", "  [96]交易失败  ", "交换中心异常    ", "请稍后重试      "),
    )


def test_a_longer_answer_says_on_each_page_that_more_follows() -> None:
    text = "发卡方不允许该卡在本终端进行此交易，请与发卡行联系"
    pages = Texts("zh").pages("void.declined", {"code": "58", "text": text})
    assert [page[2:] for page in pages] == [
        ("发卡方不允许该 ↓", "原消费仍有效    "),
        ("卡在本终端进行  ", "此交易         ↓"),
        ("请与发卡行联系  ", "                "),
    ]


def test_rows_are_the_first_page() -> None:
    texts = Texts("en")
    assert texts.rows("sale.declined", {"code": "38"}) == texts.pages("sale.declined", {"code": "38"})[0]


def test_rows_of_a_page_beyond_the_last_are_those_of_the_last() -> None:
    texts, values = Texts("zh"), {"code": "96"}
    first, last = texts.pages("sale.declined", values)
    assert [texts.rows("sale.declined", values, page) for page in range(4)] == [first, last, last, last]
    assert texts.rows("sale.card", {}, 3) == texts.rows("sale.card", {})


def test_a_screen_without_a_code_leaves_the_brackets_out() -> None:
    rows = Texts("zh").rows("settle.interrupted", {"code": "", "why": "no-line"})
    assert rows[1] == "通讯线路不通    "


def test_a_title_of_the_caller_stands_in_place_of_the_screens_own() -> None:
    assert Texts("zh").rows("sale.card", {"title": "preauth"})[0] == "    预 授 权    "
    assert Texts("zh").rows("sale.card", {"title": "训练"})[0] == "      训练      "


def test_what_is_left_may_be_unknown() -> None:
    assert Texts("zh").rows("refund.amount", {"left": "----", "amount": 0})[2] == "可退余额    ----"


def test_menu_shows_only_what_is_given_two_to_a_row_where_they_fit() -> None:
    items = [("1", "sale"), ("2", "void"), ("3", "refund"), ("6", "print"), ("7", "admin"), ("8", "others")]
    assert Texts("zh").menu_rows("menu.main", items) == (
        ("1消费    2撤销  ", "3退货    6打印  ", "7管理    8其他  ", "                "),
    )
    assert Texts("en").menu_rows("menu.main", items[:3]) == (
        ("1SALE   2VOID   ", "3REFUND         ", "                ", "                "),
    )


def test_menu_of_many_items_is_paged_and_counted() -> None:
    first, second = Texts("zh").menu_rows("menu.administrator", MENUS["menu.administrator"])
    assert first == ("系统管理员   1/2", "1密钥  2清冲正  ", "3退款转人工     ", "4强制结束批次   ")
    assert second == ("系统管理员   2/2", "5解锁  6参数    ", "7改密  8版本    ", "                ")


def test_menu_takes_ready_labels_and_may_be_empty() -> None:
    assert Texts("en").menu_rows("menu.print", [("1", "DETAIL")])[0][1] == "1DETAIL         "
    assert Texts("en").menu_rows("menu.print", []) == (("     PRINT      ", *[" " * 16] * 3),)


@pytest.mark.parametrize(
    ("lang", "code", "text"),
    [
        pytest.param("zh", "25", "没有原始交易，请联系发卡方", id="2014-list"),
        pytest.param("zh", "95", "交易失败，请稍后重试", id="older-list"),
        pytest.param("zh", "A0", "MAC校验错，请重新签到", id="letters"),
        pytest.param("zh", "ZZ", "交易失败", id="unlisted"),
        pytest.param("en", "51", "NO FUNDS", id="english"),
        pytest.param("en", "ZZ", "DECLINED", id="english-unlisted"),
    ],
)
def test_answers_of_the_host(lang: str, code: str, text: str) -> None:
    assert Texts(lang).response(code) == text


def test_a_refund_for_want_of_funds_is_the_merchants() -> None:
    assert Texts("zh").response("51") == "可用余额不足"
    assert Texts("zh").response("51", kind="refund") == "商户余额不足"


def test_words_and_titles() -> None:
    texts = Texts("zh")
    assert texts.title("sale") == "消    费"
    assert texts.word("status.void-pending") == "撤销待定"
    assert texts.words("reason")["5"] == "误操作"
    assert Texts("en").word("receipt.merchant-copy") == "MERCHANT COPY"


def test_says_what_is_missing() -> None:
    texts = Texts("zh")
    with pytest.raises(TextsError, match=r"zh: no screen 'sale\.crad'"):
        texts.rows("sale.crad", {})
    with pytest.raises(TextsError, match=r"zh: screen 'sale\.amount' needs a value for 'amount'"):
        texts.rows("sale.amount", {})
    with pytest.raises(TextsError, match=r"zh: screen 'menu\.main' needs a value for 'items'"):
        texts.rows("menu.main", {})
    with pytest.raises(TextsError, match=r"zh: no word 'kind\.nothing'"):
        texts.word("kind.nothing")
    with pytest.raises(TextsError, match=r"zh: no menu 'menu\.nothing'"):
        texts.menu_rows("menu.nothing", [])
    with pytest.raises(TextsError, match="no texts in 'fr', expected one of zh, en"):
        Texts("fr")
