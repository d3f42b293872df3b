"""Colours: a grey device with green glass on a dark counter, keys in the colours of the trade.

Plain styles rather than style sheet rules: they are looked up for every row that is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from rich.style import Style

COUNTER_TOP = "#14181c"
CASE = "#2b3036"
_BAR = "#0b0e11"
_GLASS = "#b3c48f"
_DARK_GLASS = "#3a4137"
_INK = "#1d2a14"
_PAPER = "#f4f0e4"


def _style(colour: str, ground: str, *, bold: bool = False) -> Style:
    return Style(color=colour, bgcolor=ground, bold=bold)


LINES: Mapping[str, Style] = MappingProxyType(
    {
        "plain": _style("#d4d9de", COUNTER_TOP),
        "dim": _style("#87919b", COUNTER_TOP),
        "head": _style("#8fb3d9", COUNTER_TOP, bold=True),
        "good": _style("#7fc98a", COUNTER_TOP),
        "bad": _style("#f08379", COUNTER_TOP, bold=True),
        "warn": _style("#e6b450", COUNTER_TOP),
        "chosen": _style("#ffffff", COUNTER_TOP, bold=True),
        "button": _style("#e8ecf0", "#39424b"),
        "hover": _style("#ffffff", "#4f6b8a"),
        "now": _style("#14181c", "#8fb3d9", bold=True),
        "todo": _style("#0b0e11", "#3fd0ff", bold=True),
        "bar-todo": _style("#0b0e11", "#3fd0ff", bold=True),
        "failed": _style("#ffffff", "#8a2a25", bold=True),
        "paper": _style("#22201a", _PAPER),
        "paper-dim": _style("#b9b29c", _PAPER),
        "paper-mark": _style("#3f7fbf", _PAPER),
        "bar": _style("#d4d9de", _BAR),
        "bar-dim": _style("#87919b", _BAR),
        "bar-hint": _style("#8fb3d9", _BAR, bold=True),
        "bar-good": _style("#7fc98a", _BAR),
        "bar-warn": _style("#e6b450", _BAR),
        "bar-bad": _style("#f08379", _BAR, bold=True),
    }
)
"""How a piece of text in a panel looks."""

BODY = Style(bgcolor=CASE)

GLASS = _style(_INK, _GLASS, bold=True)
TITLE = _style(_GLASS, _INK, bold=True)
DARK = _style(_DARK_GLASS, _DARK_GLASS)

LAMP_ON = _style("#6fdc7d", CASE)
LAMP_WARN = _style("#ffb347", CASE)
LAMP_OFF = _style("#5b646d", CASE)

KEYS: Mapping[str, Style] = MappingProxyType(
    {
        "digit": _style("#ffffff", "#4d565f", bold=True),
        "side": _style("#ffffff", "#3b4a63", bold=True),
        "cancel": _style("#ffffff", "#b3302a", bold=True),
        "clear": _style("#221c00", "#d9ae1e", bold=True),
        "enter": _style("#ffffff", "#23853c", bold=True),
        "wanted": _style("#0b0e11", "#3fd0ff", bold=True),
        "lit": _style("#14181c", "#e8ecf0", bold=True),
        "all-lit": _style("#ffffff", "#616c78", bold=True),
    }
)
KEY_EDGES: Mapping[str, Style] = MappingProxyType(
    {
        "digit": _style("#363d44", CASE),
        "wanted": _style("#1c83a8", CASE),
        "side": _style("#2a3547", CASE),
        "cancel": _style("#7a211d", CASE),
        "clear": _style("#917414", CASE),
        "enter": _style("#185c2a", CASE),
    }
)
"""The lower edge of a key, in its shadow."""


def half(upper: Style, lower: Style) -> Style:
    """The style of ``▀`` that shows the ground of one style above that of another."""
    return Style(color=upper.bgcolor, bgcolor=lower.bgcolor)
