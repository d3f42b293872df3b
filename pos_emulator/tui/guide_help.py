"""What F1 says first where a coach or a script is in front: the keys that only those windows have."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

Rows = tuple[tuple[str, str], ...]
"""A key and what it does."""

WITHOUT = frozenset({"w n", "Ctrl-R", "Ctrl-L"})
"""Keys of the usual window that do nothing in a lesson, as its help lists them."""

LESSON: Mapping[str, Rows] = MappingProxyType(
    {
        "zh": (
            ("h", "提示：先提问，再说哪一类键，再指出那个键；练习中扣 1、2、5 分"),
            (".", "什么也不做，等到下一个时限"),
            ("a", "回到这一节的开头"),
            ("z k", "用手遮住键盘 · 打电话给收单行（退款密码一课）"),
            ("F4", "教练；再按放大或还原"),
        ),
        "en": (
            ("h", "hint: a question, then the kind of key, then the key; in practice 1, 2, 5 points"),
            (".", "do nothing until the next time limit"),
            ("a", "back to where the chapter began"),
            ("z k", "shield the keypad · ring the acquirer (the lesson on the refund password)"),
            ("F4", "the coach; again: full size or back"),
        ),
    }
)

SHOWN: Mapping[str, Rows] = MappingProxyType(
    {
        "zh": (
            ("Space", "停住 · 继续"),
            ("→", "走一步，然后停住"),
            ("+ -", "快 · 慢"),
            ("q Ctrl-Q", "结束"),
            ("F4", "脚本或教练；再按放大或还原"),
        ),
        "en": (
            ("Space", "stand still · go on"),
            ("→", "one step, then stand still"),
            ("+ -", "faster · slower"),
            ("q Ctrl-Q", "end it"),
            ("F4", "the script or the coach; again: full size or back"),
        ),
    }
)
