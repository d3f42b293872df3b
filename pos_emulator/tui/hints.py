"""What a newcomer may press next, by the screen that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pos_emulator.firmware.peripherals import Screen

_COLUMN = {"zh": 0, "en": 1}

HINTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "off": ("w 打开电源", "w switches the power on"),
        "idle.signed-off": ("Enter 签到", "Enter to log on"),
        "idle.new-day": ("Enter 签到", "Enter to log on"),
        "idle.signed-on": ("s 刷卡=消费 · Enter 菜单", "s swipes a card = sale · Enter menu"),
        "idle": ("Enter 菜单", "Enter menu"),
        "power.slip": ("Enter 重打印", "Enter prints it again"),
        "power.settle": ("Enter 继续结算 · Esc 稍后", "Enter goes on · Esc later"),
        "power": ("Enter 菜单 · l 插上线路后自动冲正", "Enter menu · l plugs the line in"),
        "menu": ("按数字选择 · ↑↓ 翻页 · Esc 退出", "a digit chooses · ↑↓ pages · Esc leaves"),
        "logon.operator": ("输入操作员号 01，再按 Enter", "type operator 01, then Enter"),
        "logon.password": (
            "输入密码，再按 Enter（出厂密码见 F1）",
            "type the password, then Enter (F1 tells it)",
        ),
        "logon": ("Enter 继续", "Enter goes on"),
        "lock.locked": ("输入操作员号，再按 Enter", "type the operator number, then Enter"),
        "host": ("请等待主机回答 · l 拔线看看", "wait for the host · l pulls the plug"),
        "reversal.sending": ("请等待", "wait"),
        "slip.no-paper": ("p 装纸，再按 Enter", "p loads paper, then Enter"),
        "slip.jam": ("p 排除卡纸，再按 Enter", "p clears the jam, then Enter"),
        "slip.tear": ("Enter 打印持卡人联", "Enter prints the customer's copy"),
        "slip.hand-over": ("Enter 结束 · g 顾客离开", "Enter ends it · g the customer goes"),
        "card.remove": ("r 取卡", "r takes the card out"),
        "void.holder-left": ("1 或 2 · b 顾客回来", "1 or 2 · b the customer comes back"),
        "refund.present": ("1 持卡人在场 · 2 已离开", "1 the cardholder is here · 2 is gone"),
        "refund.confirm": ("Enter 退款 · Bksp 修改 · Esc 取消", "Enter refunds · Bksp changes · Esc leaves"),
        "refund.reason": ("按数字选择原因 · ↑↓ 翻页", "a digit chooses the reason · ↑↓ pages"),
    }
)
"""By the longest beginning of the screen's name, up to a dot or a dash."""

_BY_ENDING: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "card": ("c 换卡 · s 刷 i 插 t 挥 · Esc 取消", "c other card · s swipe i insert t tap · Esc leaves"),
        "confirm-card": ("核对卡号：Enter 是 · Esc 否", "compare the card: Enter yes · Esc no"),
        "confirm": ("Enter 是 · Esc 否", "Enter yes · Esc no"),
        "check": ("核对：Enter 是 · Esc 否", "compare: Enter yes · Esc no"),
        "amount": ("输入金额：5800 → 58.00，再按 Enter", "type the amount: 5800 is 58.00, then Enter"),
        "pin": (
            "顾客输入密码，再按 Enter（无密码直接 Enter）",
            "the customer types the PIN, Enter (none: just Enter)",
        ),
        "password": ("输入密码，再按 Enter · Bksp 清除", "type the password, then Enter · Bksp clears"),
        "voucher": (
            "输入 6 位凭证号（见 F9 凭条），再按 Enter",
            "type the voucher number (F9 shows it), then Enter",
        ),
        "reference": (
            "12 位参考号见 F9 凭条 · F3 变字母 · Enter",
            "its 12 characters are on the slip: F9 · F3 letters · Enter",
        ),
        "date": ("输入月月日日，再按 Enter", "type MMDD, then Enter"),
    }
)
"""By the last word of the name, where nothing above says more than its first."""

_OTHER = ("Enter 继续 · Esc 取消", "Enter goes on · Esc leaves")

ALWAYS = ("g 顾客离开 · l 拔线 · F1 帮助", "g customer goes · l unplug · F1 help")


def hint(screen: Screen, lang: str) -> str:
    """What to press at this screen."""
    return _pair(screen.name)[_COLUMN[lang]]


def always(lang: str) -> str:
    """What can be pressed at any time."""
    return ALWAYS[_COLUMN[lang]]


def _pair(name: str) -> tuple[str, str]:
    whole, _, last = name.partition(".")
    for key in (name, f"{whole}.{last.partition('-')[0]}"):
        if key in HINTS:
            return HINTS[key]
    if whole == "menu":
        return HINTS["menu"]
    return _BY_ENDING.get(last) or HINTS.get(whole) or _OTHER
