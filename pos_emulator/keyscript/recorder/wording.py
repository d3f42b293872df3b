"""What of a screen is the same whenever a script is played: never a number, a time or a date."""

from __future__ import annotations

from pos_emulator.firmware.peripherals import Screen
from pos_emulator.texts import Texts, TextsError

_PASSING = frozenset(
    {
        "batch",
        "card",
        "kcv",
        "now",
        "number",
        "operator",
        "page",
        "pages",
        "reference_tail",
        "rrn",
        "seconds",
        "stars",
        "tail",
        "typed",
        "voucher",
        "when",
    }
)
"""Values on a screen that another terminal, or another day, has other ones for."""

_PADDING = " ↓"
_TITLE, _MESSAGE = 0, 1


def stable_text(screen: Screen, lang: str) -> str:
    """A row of the screen that says what it is about; empty where none is certain to come again."""
    try:
        others = Texts(lang).rows(screen.name, {**screen.fields, **_others(screen)})
    except TextsError:
        return ""
    rows = [
        row.strip(_PADDING)
        for row, other in zip(screen.rows, others, strict=False)
        if row.strip(_PADDING) == other.strip(_PADDING)
    ]
    texts = [row for row in rows if _says_something(row)]
    if not texts:
        return ""
    has_title = screen.rows[_TITLE].strip(_PADDING) == texts[_TITLE]
    return texts[_MESSAGE] if has_title and len(texts) > 1 else texts[_TITLE]


def quoted(text: str) -> str:
    """A text as a script writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def expected(screen: Screen, lang: str) -> str:
    """`Screen NAME "text"`, with the text where there is a stable one; none is asked for with an empty `lang`."""
    text = stable_text(screen, lang) if lang else ""
    return f"Screen {screen.name} {quoted(text)}" if text and "$" not in text else f"Screen {screen.name}"


def _others(screen: Screen) -> dict[str, object]:
    return {
        name: value + 1 if isinstance(value, int) else f"{value}~"
        for name, value in screen.fields.items()
        if name in _PASSING
    }


def _says_something(row: str) -> bool:
    return any(char.isalpha() for char in row)
