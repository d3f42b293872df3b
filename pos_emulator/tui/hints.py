"""What a newcomer may press next, by the screen that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.texts.pairs import Pair, in_language

_YES_NO = ("Enter 是 · Esc 否", "Enter yes · Esc no")
_LATER = ("Enter 继续 · Esc 稍后", "Enter goes on · Esc later")
_LOG_ON = ("Enter 签到 · F1 第一次用", "Enter to log on · F1 first steps")
_WAIT = ("请等待", "wait")
_WAIT_HOST = ("请等待主机回答 · l 拔线试试", "wait for the host · l pulls the plug, try it")
_WAIT_REVERSAL = ("请等待，正在自动冲正", "wait: the reversal is being sent")
_WAIT_PAPER = ("请等待，正在打印", "wait: it is printing")
_TYPE = ("输入后按 Enter · Bksp 清除 · Esc 取消", "type it, then Enter · Bksp clears · Esc leaves")
_MENU = ("按数字选择 · ↑↓ 翻页 · Esc 退出", "a digit chooses · ↑↓ pages · Esc leaves")
_OTHER = ("Enter 继续", "Enter goes on")

BY_NAME: Mapping[str, Pair] = MappingProxyType(
    {
        "off": ("w 打开电源", "w switches the power on"),
        "idle.signed-off": _LOG_ON,
        "idle.new-day": _LOG_ON,
        "idle.signed-on": ("s 刷卡=消费 · Enter 菜单", "s swipes a card = sale · Enter menu"),
        "power.slip": ("Enter 重打印", "Enter prints it again"),
        "power.owed": (
            "主机未应答，稍后自动再冲正 · Enter 菜单",
            "the host is silent: sent again soon · Enter menu",
        ),
        "power.in-doubt": ("Enter 菜单 · 8 其他 · 1 退款查询", "Enter menu · 8 others · 1 refund query"),
        "power.settle": _LATER,
        "settle.interrupted": _LATER,
        "logon.operator": ("输入操作员号 01，再按 Enter", "type operator 01, then Enter"),
        "password.short": ("接着输入，够位数再按 Enter", "go on typing, Enter when it is long enough"),
        "logon.password": (
            "输入密码，再按 Enter（出厂密码见 F1）",
            "type the password, then Enter (F1 tells it)",
        ),
        "lock.locked": ("输入操作员号，再按 Enter", "type the operator's number, then Enter"),
        "lock.password": (
            "输入密码，再按 Enter · Esc 换操作员",
            "the password, then Enter · Esc other operator",
        ),
        "keys.tmk": _YES_NO,
        "change.required": ("Enter 修改密码 · Esc 取消", "Enter changes it · Esc leaves"),
        "host.connecting": _WAIT_HOST,
        "host.sending": _WAIT_HOST,
        "host.receiving": _WAIT_HOST,
        "host.no-ack": _WAIT_REVERSAL,
        "host.timeout": _WAIT_REVERSAL,
        "host.unclear": _WAIT_REVERSAL,
        "host.bad-mac": _WAIT_REVERSAL,
        "reversal.sending": _WAIT,
        "reversal.owed": (
            "主机未应答，稍后自动再冲正 · Enter 继续",
            "the host is silent: sent again soon · Enter goes on",
        ),
        "sale.approved": _WAIT_PAPER,
        "void.approved": _WAIT_PAPER,
        "refund.approved": _WAIT_PAPER,
        "query.refund-booked": _WAIT_PAPER,
        "settle.sending": _WAIT,
        "settle.upload": _WAIT,
        "settle.resume": _WAIT,
        "query.refund": _WAIT,
        "sale.confirm-card": ("核对卡号：Enter 是 · Esc 否", "compare the card: Enter yes · Esc no"),
        "refund.confirm-card": ("核对卡号：Enter 是 · Esc 否", "compare the card: Enter yes · Esc no"),
        "slip.no-paper": ("p 装纸，再按 Enter", "p loads paper, then Enter"),
        "slip.jam": ("p 排除卡纸，再按 Enter", "p clears the jam, then Enter"),
        "slip.tear": ("Enter 打印持卡人联", "Enter prints the customer's copy"),
        "slip.skip": _YES_NO,
        "slip.hand-over": ("Enter 结束 · g 顾客离开", "Enter ends it · g the customer goes"),
        "card.remove": ("r 取卡", "r takes the card out"),
        "void.check": ("核对：Enter 是 · Esc 否", "compare: Enter yes · Esc no"),
        "void.card": (
            "c 换卡 · s 刷 i 插 t 挥 · Esc 卡不在",
            "c other card · s swipe i insert t tap · Esc no card",
        ),
        "void.holder-left": ("b 顾客回来，1 退货 · 2 申请", "b brings the customer back, 1 refund · 2 apply"),
        "refund.present": ("1 持卡人在场 · 2 已离开", "1 the cardholder is here · 2 is gone"),
        "refund.void-instead": ("1 撤销 · 2 退货 · Esc 取消", "1 void · 2 refund · Esc leaves"),
        "refund.confirm": ("Enter 退款 · Bksp 修改 · Esc 取消", "Enter refunds · Bksp changes · Esc leaves"),
        "refund.reason-1": _MENU,
        "refund.reason-2": _MENU,
        "query.refund-list": ("Enter 查询 · ↓ 下一笔 · Esc 退出", "Enter asks · ↓ next · Esc leaves"),
    }
)
"""By the whole name of the screen."""

BY_ENDING: Mapping[str, Pair] = MappingProxyType(
    {
        "card": ("c 换卡 · s 刷 i 插 t 挥 · Esc 取消", "c other card · s swipe i insert t tap · Esc leaves"),
        "confirm": _YES_NO,
        "amount": ("输入金额：5800 即 58.00，再按 Enter", "type the amount: 5800 is 58.00, then Enter"),
        "pin": ("顾客输入密码，再按 Enter（见 F1）", "the customer types the PIN, then Enter (see F1)"),
        "voucher": (
            "输入凭证号（见 F9 凭条或 F7 流水），再按 Enter",
            "type the voucher number (F9 slip or F7 journal), then Enter",
        ),
        "reference": (
            "12 位参考号见 F9 凭条或 F6 账本 · F3 字母 · Enter",
            "its 12 characters: F9 slip or F6 ledger · F3 letters · Enter",
        ),
        "date": (
            "输入月月日日（见 F9 凭条或 F6 账本），再按 Enter",
            "type MMDD (F9 slip or F6 ledger), then Enter",
        ),
    }
)
"""By what stands behind the last dot of the name."""

_NO_CARD = ("b 顾客带卡来 · Esc 退出", "b brings the customer and the cards · Esc leaves")
_NEEDS_A_CARD = frozenset({BY_NAME["void.card"], BY_ENDING["card"]})
_NOBODY: Mapping[str, Pair] = MappingProxyType(
    {
        "idle.signed-on": ("b 顾客来 · Enter 菜单", "b brings a customer · Enter menu"),
        "slip.hand-over": ("Enter 结束", "Enter ends it"),
    }
)
"""Instead, while no customer is at the counter."""
_UNPLUGGED: Mapping[str, Pair] = MappingProxyType(
    {
        "power.owed": ("l 接上线路后自动冲正 · Enter 菜单", "sent when the line is in (l) · Enter menu"),
        "reversal.owed": (
            "l 接上线路后自动冲正 · Enter 继续",
            "sent when the line is in (l) · Enter goes on",
        ),
        "host.no-line": ("l 接上线路 · Enter 继续", "l plugs the line in · Enter goes on"),
        "host.connecting": _WAIT,
        "host.sending": _WAIT,
        "host.receiving": ("请等待 · l 接上线路", "wait · l plugs the line in"),
    }
)
"""Instead, while the line is out."""

_GOES, _COMES = ("g 顾客离开", "g customer goes"), ("b 顾客来", "b customer comes")
_PULLS, _PLUGS = ("l 拔线", "l unplug"), ("l 接线", "l plug in")
_HELP = ("F1 帮助", "F1 help")


@dataclass(frozen=True, slots=True)
class Around:
    """What of the counter decides which keys make sense."""

    customer_here: bool = True
    card_here: bool = True
    """A card could be presented: a customer's, or one that was forgotten."""
    plugged: bool = True


USUAL = Around()
"""A customer with cards, and the line plugged in."""


def hint(screen: Screen, lang: str, *, around: Around = USUAL) -> str:
    """What to press at this screen, with the counter as it is."""
    pair = _pair(screen)
    if not around.plugged:
        pair = _UNPLUGGED.get(screen.name, pair)
    if not around.customer_here:
        pair = _NOBODY.get(screen.name, pair)
    if not around.card_here and pair in _NEEDS_A_CARD:
        pair = _NO_CARD
    return in_language(pair, lang)


def always(lang: str, around: Around = USUAL) -> str:
    """What can be pressed at any time."""
    customer = _GOES if around.customer_here else _COMES
    plug = _PULLS if around.plugged else _PLUGS
    return " · ".join(in_language(pair, lang) for pair in (customer, plug, _HELP))


def _pair(screen: Screen) -> Pair:
    first, _, last = screen.name.partition(".")
    if screen.name in BY_NAME:
        return BY_NAME[screen.name]
    if first == "menu":
        return _MENU
    if last in BY_ENDING:
        return BY_ENDING[last]
    return _TYPE if "stars" in screen.fields or "typed" in screen.fields else _OTHER
