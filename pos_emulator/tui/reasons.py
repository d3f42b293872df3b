"""Why something was refused, in Chinese: a sentence for each rule of the host and each guard of the terminal.

English comes from where the rule stands; what is not known here stays in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_CHINESE: Mapping[str, str] = MappingProxyType(
    {
        # Rules of the host, in their order.
        "deaf": "操作员设主机不收报文：该报文未送达",
        "silent": "操作员设主机不应答：照常入账，但不发应答",
        "late": "操作员设主机迟答：到达即入账，应答延后",
        "unreadable": "收到的不是本规范的报文：无从应答",
        "unknown-terminal": "该终端未在此登记",
        "other-merchant": "该终端属于别的商户",
        "bad-mac": "缺少 MAC，或用该终端的任何密钥校验都不符",
        "format": "各域组合不成主机受理的报文",
        "fenced": "该编号在到达前已被冲正或查询：永不入账",
        "clashing-id": "该编号已用于另一笔交易",
        "closed-batch": "该批次已结算：不再接受新交易",
        "no-settlement": "该批次没有 0500 结算请求：须从结算重新开始",
        "unknown-batch": "该批次中从未有过 MAC 正确的报文",
        "sign-on-again": "其间又有一次签到：须重新签到",
        "scripted-reply": "操作员为下一笔报文指定了这个应答",
        "unsupported": "主机不支持此交易",
        "amount-cents-as-code": "达到设定金额后，金额末两位即为应答码",
        "zero-amount": "金额为零，不受理",
        "over-limit": "超过主机的单笔限额",
        "unknown-card": "没有发卡行认识这张卡",
        "card-expired": "卡已过期",
        "pin-tries": "当日密码错三次：该卡锁定到明天",
        "wrong-pin": "持卡人密码不符",
        "pin-missing": "该卡有密码，而刷卡或插卡消费未输密码",
        "pin-format": "密码块无法解密：双方密钥不一致",
        "card-no-funds": "卡内余额不足",
        "no-original": "没有有效的原交易",
        "other-card": "原交易用的是另一张卡",
        "other-amount": "金额与原交易不符",
        "already-voided": "原交易已撤销",
        "already-refunded": "原交易已有退货",
        "already-completed": "预授权已完成扣款",
        "over-the-hold": "超过预授权可扣的金额",
        "not-refundable": "只有消费和预授权完成可以退货",
        "settled": "原交易所在批次已结算：请做退货",
        "not-today": "原交易不是本营业日的：请做退货",
        "after-cutoff": "此时段不受理撤销",
        "other-date": "原交易不是那一天的",
        "too-old": "原交易已超过可退货的天数",
        "over-what-is-left": "超过原交易可退余额",
        "merchant-funds": "商户资金不足，不能退货",
        "unknown-reversed": "没有该编号的交易：已封锁，无须冲正",
        "reversal-mismatch": "编号相符，但卡号、金额或交易种类不符",
        "reversal-of-followed": "原交易之后已有后续交易：须人工处理",
        "nothing-to-reverse": "原交易没有生效，或已不再有效",
        "not-a-refund": "所查的编号不是退货",
        "card-silent": "这张测试卡的发卡行从不应答：已入账，但无应答",
        # Guards of the terminal.
        "batch-full": "本批流水已满：请先结算",
        "batch-kept": "主机给出的批次号与本机未结批次不同：不采用",
        "card-not-expected": "现在不需要卡",
        "device-key-lost": "设备密钥丢失：未结的冲正和疑账转人工，请重新签到",
        "epoch": "主机没有给出新的签到序号",
        "host-declined": "主机应答 {number}",
        "key-check": "工作密钥的校验值不符",
        "keys-refused": "主机应答 {number}：密钥与主机不符，须重新签到",
        "no-line": "线路不通（已拔下，或对方无人接听）：没有发送",
        "nobody-to-ask": "该主机不受理退款查询：转人工",
        "not-yet-by-hand": "还不能转人工：须先多次发送无结果",
        "other-ledger": "主机换了账本：该笔转人工（凭证号 {number}）",
        "outcome-unknown": "结果未知（凭证号 {number}）",
        "password-locked": "密码错误次数过多：到时自动解锁，或用 99 号、收单行解锁码",
        "refund.blocked": "该笔原交易的退款结果未知：暂不能再退（参考号 {number}）",
        "reply-not-ours": "收到的应答不属于本笔交易：已丢弃",
        "reply-spoilt": "本笔应答校验不符：结果未知",
        "reversal-open": "冲正没有得到 00、12 或 25 的应答（凭证号 {number}）",
        "revived": "旧的存储副本里记着这笔交易，可能早已了结：转人工（凭证号 {number}）",
        "settlement-interrupted": "结算中断：可继续结算",
        "void.already-voided": "该笔已撤销（凭证号 {number}）",
        "void.card-mismatch": "卡号与原交易不符",
        "void.in-doubt": "该笔撤销结果未定：先等冲正（凭证号 {number}）",
        "void.not-a-sale": "该凭证号不是消费（凭证号 {number}）",
        "void.not-found": "本批没有该凭证号 {number}",
        "void.not-today": "该笔不是今天的：请做退货（凭证号 {number}）",
        "void.refunded": "该笔已有退货，不能撤销（凭证号 {number}）",
        "void.settled": "该笔已结算：请做退货（凭证号 {number}）",
        # The device around it.
        "flash": "终端存储写入失败，终端已自行关机：{why}",
        "host-day": "收单行不能进入下一营业日：{why}",
        "key-lost": "设备密钥丢失，已生成新的：原有密钥和卡号无法读取",
        "line": "线路：{why}",
        "new-device": "新设备：已装入演示主密钥，各密码为出厂值",
        "restored": "终端存储是旧的副本：请重新签到",
    }
)
_NUMBER = re.compile(r"\b(?=\w*[0-9])[0-9A-Z]{2,12}\b")


def in_words(rule: str, english: str, lang: str) -> str:
    """The reason in ``zh`` or ``en``; what is of the case (a number, the system's own words) stays."""
    chinese = _CHINESE.get(rule)
    if lang != "zh" or chinese is None:
        return english
    number = _NUMBER.search(english)
    return chinese.format(number=number[0] if number else "", why=english)
