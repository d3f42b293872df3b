"""What crossed the line, in words: one line each, and every element of the one in focus."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pos_emulator.texts.layout import cells, fit
from pos_emulator.tui.lines import Bit, Line, wrapped
from pos_emulator.tui.reasons import in_words
from pos_emulator.tui.why_panel import Reason
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from iso8583_specs.message import Message
    from pos_emulator.runtime.notices import WireSeen

    Entry = WireSeen | Reason

_APPROVED = "00"


def head(entry: Entry, number: int, *, width: int, lang: str, chosen: bool) -> list[Line]:
    """The entry in short."""
    marker = Bit("▾ " if chosen else "  ", "chosen")
    if isinstance(entry, Reason):
        first, *rest = wrapped(
            f"✱ {entry.rule}: {in_words(entry.rule, entry.why, lang)}",
            width - 2,
            "warn",
            indent=2,
            entry=number,
        )
        return [
            Line((marker, *first.bits), number),
            *(Line((Bit("  "), *each.bits), number) for each in rest),
        ]
    arrow = Bit("→ ", "head") if _leaves(entry) else Bit("← ", "good")
    time = f"{entry.at:%H:%M:%S} "
    if entry.message is not None:
        words, ink = summary(entry.message, lang)
    elif entry.what == "frame":
        words, ink = word("wire.unread", lang), "warn"
    elif entry.what == "ACK":
        words, ink = "ACK", "dim"
    else:
        words, ink = word("wire.damaged", lang) if entry.what == "damaged" else entry.what, "bad"
    if entry.note:
        words = f"{words} · {entry.note}"
    lead = 2 + len(time) + 2
    first, *rest = wrapped(words, max(width - lead, 10), ink, entry=number)
    return [
        Line((marker, Bit(time, "dim"), arrow, *first.bits), number),
        *(Line((Bit(" " * lead), *each.bits), number) for each in rest),
    ]


def _leaves(seen: WireSeen) -> bool:
    from pos_emulator.link.faults import Direction

    return seen.direction is Direction.TO_HOST


def summary(message: Message, lang: str) -> tuple[str, str]:
    """MTI, kind, trace number and, of a reply, what the host says; and its ink."""
    from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS

    kind = UNIONPAY_POS.kind_of(message)
    parts = [message.mti, kind.name.replace("_", "-") if kind else "?"]
    stan, code = message.get(11), message.get(39)
    if isinstance(stan, str):
        parts.append(stan)
    if not isinstance(code, str) or message.mti[2] not in "13":
        return " ".join(parts), "plain"
    parts.append(f"[{code}]{_said(code, lang)}")
    return " ".join(parts), "good" if code == _APPROVED else "bad"


def _said(code: str, lang: str) -> str:
    from pos_emulator.texts import Texts

    return Texts(lang).response(code)


def details(entry: Entry, number: int, *, width: int, lang: str) -> Iterable[Line]:
    """Every element, secrets starred."""
    if isinstance(entry, Reason):
        return
    way = "wire.to-host" if _leaves(entry) else "wire.to-terminal"
    size = f", {len(entry.octets)} bytes" if entry.octets else ""
    yield Line((Bit(f"    {word(way, lang)}{size}", "dim"),), number)
    if entry.message is None:
        return
    from iso8583_specs.describe import describe
    from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS

    for row in describe(entry.message, UNIONPAY_POS):
        yield from _field(f"DE{row.number}", row.name, row.value, width=width, number=number, indent=4)
        for part in row.parts:
            yield from _field(part.label, part.name, part.value, width=width, number=number, indent=9)


def _field(label: str, name: str, value: str, *, width: int, number: int, indent: int) -> Iterable[Line]:
    shown = "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in value)
    start = f"{' ' * indent}{fit(label, 5) if indent == 4 else label + ' '}{name}"
    name_width = 32 if width >= 60 else 24
    gap = max(name_width - cells(start), 0) + 2
    room = width - cells(start) - gap
    bits = (
        Bit(start[: indent + 5], "head" if indent == 4 else "dim"),
        Bit(start[indent + 5 :] + " " * gap, "dim"),
    )
    if cells(shown) <= room:
        yield Line((*bits, Bit(shown)), number)
        return
    yield Line(bits, number)
    for each in wrapped(shown, width - indent - 5, entry=number):
        yield Line((Bit(" " * (indent + 5)), *each.bits), number)


def entry_text(entry: Entry, lang: str) -> str:
    """An entry as a text file: what the panel shows of it, masked."""
    rows = [
        *head(entry, 0, width=200, lang=lang, chosen=False),
        *details(entry, 0, width=200, lang=lang),
    ]
    return "".join("".join(bit.text for bit in row.bits).rstrip() + "\n" for row in rows)
