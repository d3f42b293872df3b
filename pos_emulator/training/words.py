"""The coach's own words, in two languages; what a lesson says stands in its `.keys` file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pos_emulator.texts.pairs import Pair, in_language

WORDS: Mapping[str, Pair] = MappingProxyType(
    {
        # Keys.
        "key.Enter": ("【确认】", "[ENTER]"),
        "key.Clear": ("【清除】", "[CLEAR]"),
        "key.Cancel": ("【取消】", "[CANCEL]"),
        "key.Func": ("【功能】", "[FUNC]"),
        "key.Alpha": ("【字母】", "[ALPHA]"),
        "key.Up": ("【↑】", "[UP]"),
        "key.Down": ("【↓】", "[DOWN]"),
        "key.digit": ("【{digit}】", "[{digit}]"),
        # What to do.
        "do.press": ("按{keys}", "Press {keys}"),
        "do.type": ("输入 {digits}", "Type {digits}"),
        "do.type-any": ("随便输数字，一共 {count} 位", "Type any digits, {count} in all"),
        "do.type-end": ("输入 {digits}，再按{then}", "Type {digits}, then {then}"),
        "do.secret": ("输入{secret}，再按【确认】", "Type the {secret}, then [ENTER]"),
        "do.secret-digit": ("接着输入{secret}", "Go on typing the {secret}"),
        "do.go-on": ("位数还不够，接着输", "Too few digits yet: go on typing"),
        "do.swipe": ("请顾客刷卡：{card}", "Have the card swiped: {card}"),
        "do.insert": ("请顾客插卡：{card}", "Have the card inserted: {card}"),
        "do.tap": ("请顾客挥卡：{card}", "Have the card tapped: {card}"),
        "do.remove": ("取出读卡器里的卡", "Take the card out of the reader"),
        "do.line": ("把线路插好", "Put the line's plug back in"),
        "do.paper": ("装好打印纸", "Load paper"),
        "do.go": ("请顾客离开", "Let the customer go"),
        "do.back": ("请顾客回来", "Call the customer back"),
        "do.shield": ("用手遮住键盘", "Shield the keypad with your hand"),
        "do.call": ("打电话给收单行，念出屏幕上的编号", "Ring the acquirer and read out the number"),
        "do.wait": ("什么也不做，等着", "Do nothing, and wait"),
        "do.again": ("回到这一节的开头重新做", "Go back to where this chapter began"),
        "do.note": ("本课用的{secret}：{digits}", "For this lesson, {secret}: {digits}"),
        "date": ("{month}月{day}日", "{month}-{day}"),
        "voice": ("电话里：「解锁码 {code}。」", "On the telephone: “The code is {code}.”"),
        # Secrets.
        "secret.supervisor": ("主管密码", "supervisor password"),
        "secret.refund": ("退款密码", "refund password"),
        "secret.operator": ("操作员密码", "operator's password"),
        "secret.pin": ("持卡人密码", "cardholder's PIN"),
        "secret.unlock-code": ("解锁码", "unlock code"),
        # Hints where a lesson has none.
        "hint.1": ("屏幕第 2 行在问什么？", "What does row 2 of the screen ask for?"),
        "hint.1.lost": (
            "这个画面是你要的吗？怎样离开它？",
            "Is this the screen you want? How do you leave it?",
        ),
        "hint.1.left-out": (
            "这个画面以前，要求做的哪一步还没做？",
            "Which step that comes before this screen was left out?",
        ),
        "hint.2.digits": ("数字键。", "The digit keys."),
        "hint.2.Enter": ("绿色的键。", "The green key."),
        "hint.2.Clear": ("黄色的键。", "The yellow key."),
        "hint.2.Cancel": ("红色的键。", "The red key."),
        "hint.2.other": ("上面一排的功能键。", "One of the keys above the digits."),
        "hint.2.act": ("不是键盘上的键：看柜台。", "No key: look at the counter."),
        "hint.2.wait": ("现在什么键都不用按。", "No key is needed now."),
        "hint.3.key": (
            "下一个键是{keys}，键盘上已标出。",
            "The next key is {keys}; it stands out on the keypad.",
        ),
        "hint.3.act": (
            "那件事的按钮在上面，已标出。",
            "Its button is above, and stands out.",
        ),
        "hint.3.wait": ("按 . 就等到下一个时限。", "The key . waits until the next time limit."),
        # The way back.
        "back.clear": (
            "输入的和要输入的不一样：按【清除】改掉。",
            "What stands there is not what is wanted: take it back with [CLEAR].",
        ),
        "back.cancel": (
            "这不是要去的画面：按【取消】离开，什么交易都没做。",
            "This is not the way: leave with [CANCEL], nothing has been done.",
        ),
        "back.left-out": (
            "跳过了这节课要做的一步：按【取消】回去做，什么交易都没做。",
            "A step of this lesson was left out: go back to it with [CANCEL], nothing has been done.",
        ),
        "back.other-sale": (
            "不是这一笔：按【取消】离开，还什么都没有发出。",
            "Not this sale: leave with [CANCEL], nothing has been sent yet.",
        ),
        "back.enter": ("读完这个画面，按【确认】继续。", "Read this screen, then go on with [ENTER]."),
        "back.act": ("回来的路：{todo}。", "The way back: {todo}."),
        "back.typed": ("先{todo}。", "First: {todo}."),
        "back.again": (
            "从这里做不到原来的目标了：按要求回到这一节的开头。",
            "From here the aim is out of reach: go back to where this chapter began.",
        ),
        "idle-key": ("这个键在这里没有作用。", "That key does nothing here."),
        "no-call": (
            "现在没有什么要打电话问的：屏幕上没有编号。",
            "There is nothing to ring about: no number stands on the screen.",
        ),
        "cannot": (
            "柜台上现在做不到：卡或顾客不在，或者读卡器里还有卡。",
            "That cannot be done now: card or customer is not here, or a card is in the reader.",
        ),
        # What an onlooker learns.
        "see.none": ("还没有按键。", "no key yet"),
        "see.side": ("旁边的人", "Beside you"),
        "see.ceiling": ("天花板摄像头", "Camera on the ceiling"),
        "see.heat": ("热像仪", "Heat camera"),
        "see.sound": ("录音", "Recording"),
        "see.count": ("按了{count}个键", "keys pressed: {count}"),
        "see.rows": (
            "按了{count}个键，大致在第 {rows} 排",
            "keys pressed: {count}, roughly in rows {rows}",
        ),
        "see.hand": ("只看到手", "only a hand"),
        "see.warm": ("{count}个键还温着，看不出顺序", "keys still warm: {count}, their order is not seen"),
        "see.same": ("键音都一样，听不出是哪个键", "all keys sound alike"),
        # The report.
        "report.left": ("{name}：中途离开，没有成绩", "{name}: left in the middle"),
        "report.points": ("得分 {points}", "{points} points"),
        "report.passed": ("通过", "passed"),
        "report.failed": (
            "未通过（80 分且无严重错误才算通过）",
            "not passed (80 points and no critical mistake are needed)",
        ),
        "report.watched": ("观看完毕", "watched to the end"),
        "task.idle": ("待机", "Idle"),
        "report.tasks": ("步骤", "Tasks"),
        "report.mistakes": ("错误", "Mistakes"),
        "report.none": ("没有", "none"),
        "report.critical": ("严重", "critical"),
        "report.hints": ("提示扣 {lost} 分", "hints cost {lost}"),
        "report.hints-short": ("提示", "hints"),
        "report.keys": ("按键 {keys} 次，最短 {shortest} 次", "{keys} keys, {shortest} would have done"),
        "report.journal": ("终端流水", "Terminal's journal"),
        "report.slip": ("最后的凭证", "Last slip"),
        "report.ledger": ("收单行账本", "Acquirer's ledger"),
        "report.audit": ("审计日志", "Audit log"),
        "report.owed": ("待冲正", "reversal owed"),
        "state.booked": ("已入账", "booked"),
        "state.voided": ("已撤销", "voided"),
        "state.refunded": ("有退货", "refunded"),
        "state.reversed": ("已冲正", "reversed"),
    }
)


def word(key: str, lang: str, **values: object) -> str:
    """The words under ``key`` in ``zh`` or ``en``, with ``values`` filled in."""
    return in_language(WORDS[key], lang, **values)
