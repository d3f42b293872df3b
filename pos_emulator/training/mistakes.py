"""The mistakes the coach knows: what each costs, and what is said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.texts.pairs import Pair, in_language


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mistake: points lost, whether it caps the lesson, and its words in both languages."""

    lost: int
    words: Pair
    critical: bool = False

    def text(self, lang: str) -> str:
        """Its words in ``zh`` or ``en``."""
        return in_language(self.words, lang)


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "voucher-unknown": Kind(
            2,
            (
                "这台终端没有这个凭证号：看签购单上「凭证号」一栏，6 位数字。",
                "This terminal knows no such voucher: look at the voucher field of the slip, 6 digits.",
            ),
        ),
        "reference-as-voucher": Kind(
            2,
            (
                "这是参考号里的数字。参考号 12 位，退货才用；撤销用 6 位的凭证号。",
                "These digits are of the reference number, which refunds take. A void takes the voucher number.",
            ),
        ),
        "other-sale-seen": Kind(
            2,
            (
                "凭证号有，但这是谁的消费？金额或卡号和这位顾客的不一样。",
                "The voucher exists, but whose sale is this? Amount or card is not this customer's.",
            ),
        ),
        "other-sale-confirmed": Kind(
            15,
            (
                "确认了别人的消费：撤销核对画面上的金额、卡号和任务不符，还是按了【确认】。",
                "Somebody else's sale was confirmed: the check screen showed another amount or card.",
            ),
            critical=True,
        ),
        "other-card": Kind(
            5,
            (
                "不是原来付款的那张卡：请顾客出示原卡。",
                "Not the card that paid: ask for the original one.",
            ),
        ),
        "settled": Kind(
            5,
            (
                "这一笔所在的批次已经结算，不能撤销：做退货。",
                "The batch of this sale is settled, it cannot be voided: make a refund.",
            ),
        ),
        "not-today": Kind(
            5, ("不是当日交易，不能撤销：做退货。", "Not of today, it cannot be voided: make a refund.")
        ),
        "already-voided": Kind(
            2,
            (
                "已经撤销过了：要凭证就重打印。",
                "Voided already: reprint if a slip is wanted.",
            ),
        ),
        "not-a-sale": Kind(2, ("这个凭证号不是消费。", "This voucher is no sale.")),
        "in-doubt": Kind(
            5,
            (
                "这一笔还有冲正没做完，冲正先走：等它完成。",
                "A reversal of it is still owed and goes first: wait for it.",
            ),
        ),
        "reference-short": Kind(
            2,
            (
                "参考号是 12 位；6 位的是凭证号，撤销才用。",
                "The reference number has 12 characters; the one with 6 is the voucher number, for voids.",
            ),
        ),
        "date-wrong": Kind(
            2, ("日期是原交易的月日，4 位。", "The date is that of the original, month and day.")
        ),
        "amount-zero": Kind(1, ("金额还没有输入。", "No amount has been typed.")),
        "amount-over": Kind(
            5,
            (
                "超过了可退余额：看屏幕上还剩多少可退。",
                "More than is left to refund: the screen shows how much that is.",
            ),
        ),
        "amount-seen": Kind(
            5,
            (
                "核对画面上的金额不是要退的金额：按【清除】改。",
                "The last look shows another amount than was asked for: change it with [CLEAR].",
            ),
        ),
        "wrong-password": Kind(
            2,
            (
                "密码不对，看剩余次数。输错三次就会锁住撤销和退货。",
                "Wrong password; mind the tries left. After three, voids and refunds are locked.",
            ),
        ),
        "locked": Kind(
            15,
            (
                "密码输错超限，撤销和退货锁住了：五分钟，或者打电话要解锁码。消费照常。",
                "Too many tries: void and refund are locked for 5 minutes, or until the acquirer's code. Sales go on.",
            ),
        ),
        "unshielded": Kind(
            5,
            (
                "没有遮挡就输密码：旁人看得到手指在哪几排。",
                "The secret was typed unshielded: a bystander sees in which rows the fingers are.",
            ),
        ),
        "sent-away": Kind(
            15,
            (
                "还没看到结果就让顾客走了：看到成功、交还卡和凭证以后才可以。",
                "The customer was sent away before the result: only after success, with card and slip, may they go.",
            ),
            critical=True,
        ),
        "no-slip": Kind(3, ("没有把凭证交给顾客。", "The customer went without the slip.")),
        "impatient": Kind(
            5,
            (
                "主机还没回答，不要再刷卡，等着。",
                "The host has not answered: do not present a card, wait.",
            ),
        ),
        "swiped-again": Kind(
            15,
            (
                "结果未知时又刷了一次卡：可能收两次钱。先等冲正。",
                "A card was presented again, the outcome being unknown: it may charge twice. The reversal goes first.",
            ),
            critical=True,
        ),
        "charged-unasked": Kind(
            15,
            (
                "收了不该收的钱：金额或卡和任务不符，或者没有人要这笔消费。",
                "Money was charged that nobody asked for: another amount or card, or no sale at all.",
            ),
            critical=True,
        ),
        "wrong-void": Kind(
            15,
            (
                "撤销了不该撤销的消费。",
                "A sale was voided that should not have been.",
            ),
            critical=True,
        ),
        "wrong-refund": Kind(
            15,
            (
                "退出去的金额、卡或原交易和任务不符。",
                "What was refunded is not what was asked for: another amount, card or original.",
            ),
            critical=True,
        ),
        "settled-early": Kind(
            5,
            (
                "批次结算得太早：结算以后就不能撤销了。",
                "The batch was settled too early: after that nothing can be voided.",
            ),
        ),
        "again": Kind(
            5,
            (
                "做到了走不下去的地方，这一节重来。",
                "The aim was out of reach, and the chapter began anew.",
            ),
        ),
        "unmet": Kind(
            5,
            (
                "结果和这节课要求的不一样。",
                "The outcome is not what the lesson asks for.",
            ),
        ),
    }
)
"""Every kind of mistake by its name."""

SAY_WHAT_WAS_WRONG: Mapping[str, str] = MappingProxyType(
    {
        "void.not-found": "voucher-unknown",
        "void.settled": "settled",
        "void.not-today": "not-today",
        "void.already-voided": "already-voided",
        "void.not-a-sale": "not-a-sale",
        "void.in-doubt": "in-doubt",
        "void.card-mismatch": "other-card",
        "refund.reference-short": "reference-short",
        "refund.date-wrong": "date-wrong",
        "sale.zero": "amount-zero",
        "refund.zero": "amount-zero",
        "refund.over-original": "amount-over",
        "refund.over-limit": "amount-over",
        "password.wrong": "wrong-password",
    }
)
"""Screens that say what was wrong."""
