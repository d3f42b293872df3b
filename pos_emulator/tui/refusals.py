"""What the counter says when something cannot happen there, in the language of the window."""

from __future__ import annotations

import re

_WAYS = {"swipe": "刷卡", "insert": "插卡", "tap": "挥卡"}

_CHINESE = (
    (r"nobody is at the counter; .*", "柜台前没有人：按 b 让顾客来"),
    (r"(\S+) is not here to be forgotten", "{0} 不在这里，忘不了"),
    (r"(\S+) cannot be read by (\w+); it takes (.+)", "{0} 不能{1}，可以{2}"),
    (r"(\S+) is not at the counter; .*", "{0} 不在柜台前：按 b 让顾客回来"),
    (r"(\S+) is in the reader; remove it first", "读卡器中有 {0}：先按 r 取卡"),
    (r"no card is in the reader", "读卡器中没有卡"),
    (r"the terminal is off; switch it on first", "终端没有开机：先按 w"),
    (r"the terminal is working; .*", "终端在工作：请看屏幕"),
    (r"there is none of that in a lesson", "课程里没有这个"),
    (r"a recording begins at the idle screen; .*", "录制从待机画面开始：请先回到待机画面"),
    (r"something is owed, in doubt or by hand: .*", "有待冲正、结果未知或转人工的交易：请先处理完"),
    (r"wrong passwords are counted: .*", "有输错的密码：请先输对一次"),
    (r"a settlement or a slip is not finished: .*", "结算或凭证未完成：请先完成"),
    (r"transactions are open and nobody is signed on: .*", "有未结算的交易而未签到：请先签到"),
    (r"the profile is a file of its own; .*", "参数是单独的文件：请用 pos-emulator record --profile 文件"),
    (
        r"(?:a void|the open batch) .*: settle first, .*",
        "本批交易不能用按键重做：请先结算，或用 pos-emulator record",
    ),
)


def in_words(refusal: str, lang: str) -> str:
    """The refusal in ``zh`` or ``en``; one that is not known stays as it is."""
    if lang == "zh":
        for pattern, words in _CHINESE:
            found = re.fullmatch(pattern, refusal)
            if found:
                return words.format(*(_translated(part) for part in found.groups()))
    return refusal


def _translated(part: str) -> str:
    return "、".join(_WAYS.get(each, each) for each in part.split(", "))
