from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.unionpay_views import Totals
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.receipts import (
    COLUMNS,
    DUPLICATE,
    TESTING,
    centred,
    fault_slip,
    money,
    settlement_slip,
    transaction_slip,
)
from pos_emulator.texts.layout import cells
from tests.firmware.samples import CARD, SALE, doubt, obligation, sale
from tests.firmware.shop import Shop


@pytest.fixture
def pos() -> Pos:
    return Shop().pos


WIDEST = replace(
    SALE,
    amount=9_999_999_999,
    card=replace(CARD, masked="621626*********0018"),
    issuer="99990100000",
    acquirer="99990000000",
    original_voucher="000003",
    original_rrn="632500000001",
    original_date="1119",
    reason="3",
)


def test_the_merchants_copy_of_a_sale(pos: Pos) -> None:
    slip = transaction_slip(pos, replace(SALE, issuer="99990100", acquirer="99990000"), copy="merchant")
    assert (slip.copy, slip.voucher) == ("merchant", "000003")
    assert list(slip.lines[1:29]) == [
        "商户存根        MERCHANT COPY",
        "--------------------------------",
        "商户名称(MERCHANT NAME):",
        "  训练便利店",
        "  TRAINING MART",
        "商户编号(MERCHANT NO.):",
        "  123456789012345",
        "终端编号(TERMINAL NO.): 12345676",
        "操作员号(OPERATOR NO.): 01",
        "收单行(ACQUIRER): 99990000",
        "发卡行(ISSUER): 99990100",
        "卡号(CARD NO.):",
        "  622424******0069 /S",
        "交易类型(TRANS TYPE):",
        "  消费(SALE)",
        "批次号(BATCH NO.): 000001",
        "凭证号(VOUCHER NO.): 000003",
        "授权码(AUTH. NO.): 123456",
        "参考号(REFER NO.): 632500000001",
        "日期时间(DATE/TIME):",
        "  2026/11/21 08:55:00",
        "金额(AMOUNT):",
        "  RMB 58.00",
        "--------------------------------",
        "*** 测试/TESTING 凭证无效 ***",
        "持卡人签名",
        "CARD HOLDER SIGNATURE:",
        "",
    ]
    assert slip.lines[-1] == "服务热线(HOTLINE): 95516"


def test_the_customers_copy_has_no_signature(pos: Pos) -> None:
    lines = transaction_slip(pos, SALE, copy="customer").lines
    assert "持卡人存根      CUSTOMER COPY" in lines
    assert "持卡人签名" not in lines


@pytest.mark.parametrize("kind", ["void", "refund"])
def test_money_that_goes_back_has_a_minus(pos: Pos, kind: str) -> None:
    lines = transaction_slip(pos, replace(WIDEST, kind=kind, amount=5800), copy="customer").lines
    assert "  RMB -58.00" in lines
    assert "原凭证号(ORIG VOUCHER): 000003" in lines
    assert lines[lines.index("原参考号(REFER NO.):") + 1] == "  632500000001"
    assert "原交易日期(ORIG DATE): 1119" in lines
    assert "退货原因(REASON): 商品质量" in lines


def test_a_copy_beyond_the_first_says_so(pos: Pos) -> None:
    assert DUPLICATE == "*** 重打印凭证/DUPLICATED ***"
    assert DUPLICATE in transaction_slip(pos, SALE, copy="merchant", again=True).lines
    assert DUPLICATE not in transaction_slip(pos, SALE, copy="merchant").lines


@pytest.mark.parametrize(
    ("entry", "letter"), [("01", "M"), ("02", "S"), ("05", "I"), ("07", "C"), ("92", "N")]
)
def test_the_letter_behind_the_card(pos: Pos, entry: str, letter: str) -> None:
    lines = transaction_slip(pos, replace(SALE, card=replace(CARD, entry=entry)), copy="merchant").lines
    assert f"  622424******0069 /{letter}" in lines


@pytest.mark.parametrize(
    ("fen", "shown"), [(0, "RMB 0.00"), (5, "RMB 0.05"), (9_999_999_999, "RMB 99999999.99")]
)
def test_money(fen: int, shown: str) -> None:
    assert money(fen) == shown
    assert money(fen, negative=True) == shown.replace("RMB ", "RMB -")


def test_the_settlement_slip(pos: Pos) -> None:
    pos.state.batch.put("000003", SALE)
    pos.state.batch.put("000004", sale("000004", kind="refund", amount=100))
    pos.state.by_hand.put("000001000009", obligation("000009", kind="void", amount=700))
    pos.state.by_hand.put("000001000010", doubt("000010"))
    lines = settlement_slip(pos, Totals(5800, 1, 100, 1), balanced=False).lines
    assert "消费/SALE     1        RMB 58.00" in lines
    assert "撤销/VOID     0         RMB 0.00" in lines
    assert "退货/REFUND   1         RMB 1.00" in lines
    assert "对账不平 NOT BALANCED" in lines
    assert [line for line in lines if line.startswith(" 0")] == [
        " 000009 void RMB 7.00",
        " 000010 refund RMB 58.00",
    ]
    by_hand = settlement_slip(pos, Totals(0, 0, 0, 0), balanced=False, by_hand=True).lines
    assert "人工结束 CLOSED BY HAND" in by_hand


def test_fault_slips_name_the_open_end(pos: Pos) -> None:
    reversal = fault_slip(pos, obligation("000009", kind="void", at="11-21 08:55"))
    assert reversal.copy == "fault"
    for line in ("冲正不成功 请人工处理", "凭证号: 000009", "交易类型: 消费撤销(VOID)", "时间: 11-21 08:55"):
        assert line in reversal.lines
    refund = fault_slip(pos, doubt("000010"))
    for line in ("退款结果未知 请人工处理", "凭证号: 000010", "交易类型: 退货(REFUND)", "金额: RMB 58.00"):
        assert line in refund.lines


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_line_fits_the_paper_and_every_slip_is_a_test(lang: str) -> None:
    pos = Shop(lang=lang).pos
    pos.state.batch.put("000003", WIDEST)
    pos.state.by_hand.put("000001000010", doubt("000010", amount=9_999_999_999))
    most = Totals(9_999_999_999, 999, 9_999_999_999, 999)
    slips = [
        *(transaction_slip(pos, replace(WIDEST, kind=k), copy=c, again=True) for k in ("sale", "void", "refund")
          for c in ("merchant", "customer")),
        settlement_slip(pos, most, balanced=True),
        settlement_slip(pos, most, balanced=False, by_hand=True),
        fault_slip(pos, obligation("000009", amount=9_999_999_999)),
        fault_slip(pos, doubt("000010", amount=9_999_999_999)),
    ]  # fmt: skip
    for slip in slips:
        assert [line for line in slip.lines if cells(line) > COLUMNS] == [], slip.copy
        assert TESTING in slip.lines


def test_centred_counts_columns() -> None:
    assert centred("POS签购单") == "           POS签购单"
