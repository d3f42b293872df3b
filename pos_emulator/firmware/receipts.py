"""Slips as lines of text: 32 half-width columns, labels in both languages, 6 + 4 of the card.

Order and labels: UnionPay terminal specification, as printed by terminals in the field.
"""

from __future__ import annotations

from iso8583_specs.dialects.unionpay_views import Totals
from pos_emulator.firmware.batch import totals_by_card
from pos_emulator.firmware.peripherals import Slip
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.records import Doubt, Obligation, Transaction
from pos_emulator.texts.layout import cells, fit

COLUMNS = 32
NAMES = {
    "sale": "消费(SALE)",
    "void": "消费撤销(VOID)",
    "refund": "退货(REFUND)",
}
COPIES = {
    "merchant": "商户存根        MERCHANT COPY",
    "customer": "持卡人存根      CUSTOMER COPY",
}
_ENTRY_LETTERS = {"01": "M", "02": "S", "05": "I", "07": "C"}
TESTING = "*** 测试/TESTING 凭证无效 ***"
DUPLICATE = "*** 重打印凭证/DUPLICATED ***"
_RULE = "-" * COLUMNS


def money(amount: int, *, negative: bool = False) -> str:
    """An amount in fen as a slip shows it."""
    return f"RMB {'-' if negative else ''}{amount // 100}.{amount % 100:02d}"


def centred(text: str) -> str:
    """A line in the middle of the paper."""
    return " " * max((COLUMNS - cells(text)) // 2, 0) + text


def transaction_slip(pos: Pos, record: Transaction, *, copy: str, again: bool = False) -> Slip:
    """One copy of the slip of a booked transaction."""
    profile = pos.profile
    gives_back = record.kind in ("void", "refund")
    date = f"{record.year}/{record.date[:2]}/{record.date[2:]}"
    time = f"{record.time[:2]}:{record.time[2:4]}:{record.time[4:]}"
    lines = [
        centred("POS签购单"),
        COPIES[copy],
        _RULE,
        "商户名称(MERCHANT NAME):",
        f"  {profile.merchant_zh}",
        f"  {profile.merchant_en}",
        "商户编号(MERCHANT NO.):",
        f"  {profile.mid}",
        f"终端编号(TERMINAL NO.): {profile.tid}",
        f"操作员号(OPERATOR NO.): {record.operator}",
    ]
    if record.acquirer:
        lines.append(f"收单行(ACQUIRER): {record.acquirer}")
    if record.issuer:
        lines.append(f"发卡行(ISSUER): {record.issuer}")
    lines += [
        "卡号(CARD NO.):",
        f"  {record.card.masked} /{_ENTRY_LETTERS.get(record.card.entry, 'N')}",
        "交易类型(TRANS TYPE):",
        f"  {NAMES[record.kind]}",
        f"批次号(BATCH NO.): {record.batch}",
        f"凭证号(VOUCHER NO.): {record.voucher}",
    ]
    if record.approval:
        lines.append(f"授权码(AUTH. NO.): {record.approval}")
    lines += [
        f"参考号(REFER NO.): {record.rrn}",
        "日期时间(DATE/TIME):",
        f"  {date} {time}",
        "金额(AMOUNT):",
        f"  {money(record.amount, negative=gives_back)}",
        _RULE,
        *_remarks(pos, record),
    ]
    if again:
        lines.append(DUPLICATE)
    lines.append(TESTING)
    if copy == "merchant":
        lines += ["持卡人签名", "CARD HOLDER SIGNATURE:", "", ""]
        lines += [
            "本人确认以上交易,",
            "同意将其记入本卡账户",
            "I ACKNOWLEDGE SATISFACTORY",
            "RECEIPT OF GOODS/SERVICES",
        ]
    lines.append(f"服务热线(HOTLINE): {profile.phone}")
    return Slip(copy, tuple(lines), record.voucher)


def _remarks(pos: Pos, record: Transaction) -> list[str]:
    remarks = []
    if record.original_voucher:
        remarks.append(f"原凭证号(ORIG VOUCHER): {record.original_voucher}")
    if record.original_rrn:
        remarks += ["原参考号(REFER NO.):", f"  {record.original_rrn}"]
    if record.original_date:
        remarks.append(f"原交易日期(ORIG DATE): {record.original_date}")
    if record.reason:
        remarks.append(f"退货原因(REASON): {pos.texts.word(f'reason.{record.reason}')}")
    return remarks


def settlement_slip(pos: Pos, sums: Totals, *, balanced: bool, by_hand: bool = False) -> Slip:
    """POS结算总计单: what the batch adds up to, what the host said, and what stays for people."""
    verdict = (
        "人工结束 CLOSED BY HAND" if by_hand else "对账平 BALANCED" if balanced else "对账不平 NOT BALANCED"
    )
    now = pos.clock.now()
    lines = [
        centred("POS结算总计单"),
        centred("SETTLEMENT"),
        _RULE,
        f"商户名称: {pos.profile.merchant_zh}",
        f"商户编号: {pos.profile.mid}",
        f"终端编号: {pos.profile.tid}",
        f"操作员号: {pos.operator or '--'}",
        f"批次号: {pos.state.batch_number:06d}",
        f"日期时间: {now:%Y/%m/%d %H:%M:%S}",
        _RULE,
        "类型/TYPE  笔数/SUM  金额/AMOUNT",
        *_by_kind(pos),
        _RULE,
        _sum("借记/DEBIT", sums.debit_count, sums.debit_amount),
        _sum("贷记/CREDIT", sums.credit_count, sums.credit_amount),
        *_foreign(pos),
        verdict,
    ]
    left = list(pos.state.by_hand.values())
    if left:
        lines += [_RULE, "人工处理/BY HAND:", *(_left_by_hand(each) for each in left)]
    lines.append(TESTING)
    return Slip("report", tuple(lines))


def _by_kind(pos: Pos) -> list[str]:
    lines = []
    for kind, name in (("sale", "消费/SALE"), ("void", "撤销/VOID"), ("refund", "退货/REFUND")):
        amounts = [record.amount for record in pos.state.batch.values() if record.kind == kind]
        lines.append(_sum(name, len(amounts), sum(amounts)))
    return lines


def _foreign(pos: Pos) -> list[str]:
    """How much of it is by foreign cards, where there are any."""
    sums = totals_by_card(pos.state).foreign
    if not sums.debit_count and not sums.credit_count:
        return []
    return [
        "其中外卡/FOREIGN CARDS:",
        _sum(" 借/DEBIT", sums.debit_count, sums.debit_amount),
        _sum(" 贷/CREDIT", sums.credit_count, sums.credit_amount),
    ]


def _sum(name: str, count: int, amount: int) -> str:
    return f"{fit(name, 11)}{count:>4}{money(amount):>17}"


def _left_by_hand(left: Obligation | Doubt) -> str:
    kind, voucher, amount = (
        (left.kind, left.voucher, left.amount)
        if isinstance(left, Obligation)
        else ("refund", left.transaction.voucher, left.transaction.amount)
    )
    return f" {voucher} {kind} {money(amount)}"


def fault_slip(pos: Pos, open_end: Obligation | Doubt) -> Slip:
    """故障报告单: what the machine could not finish and a person must."""
    if isinstance(open_end, Obligation):
        what, kind, voucher = "冲正不成功 请人工处理", open_end.kind, open_end.voucher
        batch, amount, masked = open_end.batch, open_end.amount, open_end.card.masked
    else:
        record = open_end.transaction
        what, kind, voucher = "退款结果未知 请人工处理", record.kind, record.voucher
        batch, amount, masked = record.batch, record.amount, record.card.masked
    lines = (
        centred("故障报告单"),
        centred("FAULT REPORT"),
        _RULE,
        f"商户编号: {pos.profile.mid}",
        f"终端编号: {pos.profile.tid}",
        f"交易类型: {NAMES.get(kind, kind)}",
        f"批次号: {batch}",
        f"凭证号: {voucher}",
        f"卡号: {masked}",
        f"金额: {money(amount)}",
        f"时间: {open_end.at}",
        _RULE,
        what,
        "CALL THE ACQUIRER",
        "本单据只做为故障处理凭据",
        TESTING,
        f"服务热线(HOTLINE): {pos.profile.phone}",
    )
    return Slip("fault", lines, voucher)
