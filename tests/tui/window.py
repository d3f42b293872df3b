"""What a window shows, as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import App

from pos_emulator.tui.lines import Line


def rows_of(app: App[Any]) -> list[str]:
    """Every row of the window as it is composed now."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text_of(lines: Sequence[Line]) -> list[str]:
    """The rows of a panel."""
    return ["".join(bit.text for bit in each.bits).rstrip() for each in lines]
