"""Which key does what; buttons and clicks run the same actions."""

from __future__ import annotations

from textual.binding import Binding

TERMINAL_KEYS = (
    *((digit, digit) for digit in "0123456789"),
    ("enter", "Enter"),
    ("backspace", "Clear"),
    ("escape", "Cancel"),
    ("f2", "Func"),
    ("f3", "Alpha"),
    ("up", "Up"),
    ("down", "Down"),
)
"""Keys of the keyboard and what they stand for on the terminal."""

COUNTER_KEYS = (
    ("s", "swipe"),
    ("i", "insert"),
    ("t", "tap"),
    ("r", "remove"),
    ("c", "choose"),
    ("g", "go"),
    ("G", "forget"),
    ("b", "back"),
    ("l", "line"),
    ("p", "paper"),
    ("P", "jam"),
    ("w", "power"),
    ("n", "day"),
)
"""Keys of the keyboard and the acts at the counter."""

WINDOW_KEYS = (
    ("tab", "panel_after(1)"),
    ("shift+tab", "panel_after(-1)"),
    ("f5", "panel('wire')"),
    ("f6", "panel('ledger')"),
    ("f7", "panel('journal')"),
    ("f8", "panel('why')"),
    ("f9", "panel('paper')"),
    ("f1", "help"),
    ("ctrl+l", "language"),
    ("ctrl+s", "save"),
    ("ctrl+y", "copy"),
    ("ctrl+r", "record"),
    ("ctrl+q", "quit"),
)
"""Keys of the keyboard and what they do to the window."""


def bindings() -> list[Binding]:
    """All of them; they come before whatever has the focus, so that no key is ever lost to a panel."""
    actions = (
        *((key, f"key('{name}')") for key, name in TERMINAL_KEYS),
        *((key, f"act('{act}')") for key, act in COUNTER_KEYS),
        *WINDOW_KEYS,
    )
    return [Binding(key, action, show=False, priority=True) for key, action in actions]
