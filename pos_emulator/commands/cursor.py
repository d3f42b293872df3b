"""Asks a terminal window where its cursor is: the only way to learn how wide it draws a character."""

from __future__ import annotations

import os
import re
import select

ANSWER_SECONDS = 0.5
_ASK = b"\x1b[6n"
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")
_ERASE = b"\r\x1b[K"


def column_after(text: str, screen: int) -> int | None:
    """The column of the cursor after ``text`` was written at the left edge, which is erased again.

    Args:
        text: What to write.
        screen: Descriptor of the window.

    Returns:
        1 for the left edge; None where ``screen`` is no window, or does not answer.
    """
    if screen < 0 or not os.isatty(screen):
        return None
    import termios
    import tty

    try:
        # A descriptor of its own: standard output may be open for writing only.
        window = os.open(os.ttyname(screen), os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return None
    try:
        before = termios.tcgetattr(window)
        try:
            tty.setcbreak(window, termios.TCSANOW)
            os.write(window, b"\r" + text.encode() + _ASK)
            return _answer(window)
        finally:
            os.write(window, _ERASE)
            termios.tcsetattr(window, termios.TCSANOW, before)
    finally:
        os.close(window)


def _answer(window: int) -> int | None:
    heard = b""
    while select.select([window], [], [], ANSWER_SECONDS)[0]:
        heard += os.read(window, 64)
        found = _ANSWER.search(heard)
        if found is not None:
            return int(found[1])
    return None
