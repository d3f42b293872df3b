"""F1: the first steps, and every key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen

from pos_emulator.texts.layout import fit
from pos_emulator.tui.guide_help import Rows
from pos_emulator.tui.lines import Bit, Line, LinesView, line, wrapped

_STEPS = {
    "zh": (
        ("签到", "Enter · 01 Enter · 密码 0000 Enter（出厂值：操作员 0000，主管 00 为 123456）"),
        ("消费", "s 刷卡 · Enter 核对卡号 · 5800 Enter 即 58.00 · 顾客密码 Enter"),
        ("撤销", "Enter 菜单 · 2 · 主管密码 Enter · 凭证号 Enter · Enter · s 刷卡 · 顾客密码 Enter"),
        ("退货", "Enter 菜单 · 3 · 按屏幕提示：参考号、日期见 F9 凭条或 F6 账本"),
        ("结算", "Enter 菜单 · 7 · 4 · Enter"),
        ("顾客", "您也扮演顾客：测试卡的密码见 README"),
    ),
    "en": (
        ("log on", "Enter · 01 Enter · 0000 Enter (as delivered: operators 0000, supervisor 00 123456)"),
        ("sale", "s swipes · Enter accepts the card · 5800 Enter is 58.00 · PIN Enter"),
        ("void", "Enter menu · 2 · supervisor password Enter · voucher Enter · Enter · s · PIN Enter"),
        ("refund", "Enter menu · 3 · as the screen says: reference and date are on the slip (F9) or in F6"),
        ("settle", "Enter menu · 7 · 4 · Enter"),
        ("customer", "You play the customer too: the PINs of the test cards are in the README"),
    ),
}
_KEYS = {
    "zh": (
        ("0–9", "数字键"),
        ("Enter", "确认"),
        ("Backspace", "清除（连按或长按：全部清除）"),
        ("Esc", "取消"),
        ("F2 F3 ↑ ↓", "功能 · 字母（先按数字）· 翻页"),
        ("c", "换一张卡"),
        ("s i t r", "刷卡 · 插卡 · 挥卡 · 取卡"),
        ("g G b", "顾客带卡离开 · 把选中的卡忘在柜台 · 顾客回来"),
        ("l p P", "插拔线路 · 装纸或取纸 · 卡纸"),
        ("w n", "电源 · 次日"),
        ("Tab Shift-Tab", "换栏"),
        ("F5–F9", "线路 · 账本 · 流水 · 为什么 · 凭条；再按放大或还原"),
        ("PgUp PgDn", "栏内翻页，或前后一条报文、凭条"),
        ("Ctrl-S Ctrl-Y", "保存 · 复制选中的凭条或报文，或整栏账本、流水、为什么"),
        ("Ctrl-R", "录制成脚本；再按一次结束并保存"),
        ("Ctrl-L", "中文 / English"),
        ("Ctrl-Q", "退出"),
    ),
    "en": (
        ("0–9", "digits"),
        ("Enter", "ENTER"),
        ("Backspace", "CLEAR (twice or held: everything)"),
        ("Esc", "CANCEL"),
        ("F2 F3 ↑ ↓", "FUNC · ALPHA (after a digit) · pages"),
        ("c", "choose the next card"),
        ("s i t r", "swipe · insert · tap · remove the card"),
        ("g G b", "the customer goes with the cards · forgets the chosen one · is back"),
        ("l p P", "line plug · paper load or out · paper jam"),
        ("w n", "power switch · next day"),
        ("Tab Shift-Tab", "move between panels"),
        ("F5–F9", "wire · ledger · journal · why · paper; again: full size or back"),
        ("PgUp PgDn", "scroll the panel, or the slip or frame before and after"),
        ("Ctrl-S Ctrl-Y", "save · copy the slip or frame in focus, or the ledger, journal, why"),
        ("Ctrl-R", "record a keypad script; again ends and saves it"),
        ("Ctrl-L", "中文 / English"),
        ("Ctrl-Q", "quit"),
    ),
}
_TITLES = {
    "zh": ("第一次用", "按键", "↑↓ PgUp PgDn 翻看 · 其他键返回"),
    "en": ("First steps", "Keys", "↑↓ PgUp PgDn scroll · any other key goes back"),
}
_LABEL = 14


class HelpText(LinesView):
    """The text of the help.

    Args:
        lang: Its language.
        own: Keys that only this window has, and what they do; they take the place of the first steps.
        without: Labels of keys that do nothing in this window.
    """

    def __init__(self, lang: str, own: Rows = (), without: Collection[str] = ()) -> None:
        super().__init__(id="help-text")
        self.set_reactive(LinesView.lang, lang)
        self._own = own
        self._without = without

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        first, keys, _ = _TITLES[self.lang]
        steps = self._own or _STEPS[self.lang]
        rows = [] if self._own else [line(first, "head")]
        for group in (steps, _KEYS[self.lang]):
            for label, text in group:
                if label in self._without:
                    continue
                head, *rest = wrapped(text, width - _LABEL)
                rows.append(Line((Bit(fit(label, _LABEL), "chosen"), *head.bits)))
                rows += [Line((Bit(" " * _LABEL), *each.bits)) for each in rest]
            if group is steps:
                rows += [line(), line(keys, "head")]
        return rows


class HelpScreen(ModalScreen[None]):
    """Lies over the window; keys that do not scroll close it and reach nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, lang: str, own: Rows = (), *, without: Collection[str] = ()) -> None:
        super().__init__()
        self._lang = lang
        self._own = own
        self._without = without

    def compose(self) -> ComposeResult:
        text = HelpText(self._lang, self._own, self._without)
        text.border_title = "POS-EMULATOR"
        text.border_subtitle = _TITLES[self._lang][2]
        yield text

    def on_key(self, event: events.Key) -> None:
        event.stop()
        text = self.query_one(HelpText)
        match event.key:
            case "up":
                text.scroll_up(animate=False)
            case "down":
                text.scroll_down(animate=False)
            case "pageup":
                text.scroll_page_up(animate=False)
            case "pagedown":
                text.scroll_page_down(animate=False)
            case "home":
                text.scroll_home(animate=False)
            case "end":
                text.scroll_end(animate=False)
            case _:
                self.dismiss()

    def on_click(self) -> None:
        self.dismiss()
