from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from iso8583_specs.message import Message
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import WireSeen
from pos_emulator.texts.layout import cells
from pos_emulator.tui.why_panel import Reason
from pos_emulator.tui.wire_entries import details, entry_text, head
from tests.tui.window import text_of

if TYPE_CHECKING:
    from pos_emulator.tui.wire_entries import Entry

AT = datetime(2026, 11, 21, 14, 32, 5)
PAN = "6224242300000069"
SALE = WireSeen(
    AT,
    Direction.TO_HOST,
    "frame",
    Message(
        "0200",
        {
            2: PAN,
            3: "000000",
            4: "000000005800",
            11: "000003",
            25: "00",
            35: f"{PAN}D30121200000012300000",
            41: "12345676",
            52: bytes.fromhex("a1b2c3d4e5f60718"),
            60: "2200000100000",
        },
    ),
    b"\x00" * 120,
)
DECLINED = WireSeen(
    AT,
    Direction.TO_TERMINAL,
    "frame",
    Message("0210", {3: "000000", 11: "000003", 25: "00", 39: "51", 60: "2200000100000"}),
)


@pytest.mark.parametrize(
    ("entry", "lang", "words"),
    [
        pytest.param(SALE, "en", "14:32:05 → 0200 sale 000003", id="request"),
        pytest.param(DECLINED, "en", "14:32:05 ← 0210 sale 000003 [51]NO FUNDS", id="declined"),
        pytest.param(DECLINED, "zh", "14:32:05 ← 0210 sale 000003 [51]可用余额不足", id="declined-zh"),
        pytest.param(WireSeen(AT, Direction.TO_HOST, "ACK"), "en", "14:32:05 → ACK", id="ack"),
        pytest.param(
            WireSeen(AT, Direction.TO_TERMINAL, "damaged", note="CRC"),
            "zh",
            "14:32:05 ← 损坏 · CRC",
            id="damaged",
        ),
        pytest.param(
            WireSeen(AT, Direction.TO_TERMINAL, "frame", note="no MTI"),
            "en",
            "14:32:05 ← a message that cannot be read · no MTI",
            id="unread",
        ),
        pytest.param(
            Reason("card-no-funds", "The card does not hold that much."),
            "en",
            "✱ card-no-funds: The",
            id="why",
        ),
    ],
)
def test_an_entry_in_short(entry: Entry, lang: str, words: str) -> None:
    (first, *_) = text_of(head(entry, 0, width=78, lang=lang, chosen=False))
    assert first.strip().startswith(words)


def test_every_element_is_shown_and_secrets_are_not() -> None:
    shown = "\n".join(text_of(list(details(SALE, 0, width=78, lang="en"))))
    for words in ("120 bytes", "DE4  amount", "000000005800", "60.2 batch", "622424******0069"):
        assert words in shown
    for secret in (PAN, PAN[6:12], "3012120", "a1b2c3d4", "A1B2C3D4"):
        assert secret not in shown


def test_what_is_saved_is_masked_too() -> None:
    saved = entry_text(SALE, "zh")
    assert "622424******0069" in saved
    assert PAN not in saved
    assert saved.startswith("  14:32:05 → 0200 sale 000003\n")


@pytest.mark.parametrize("width", [36, 50, 76])
def test_rows_stay_within_the_panel(width: int) -> None:
    for entry in (SALE, DECLINED, Reason("reply-not-ours", "the reply carries another number than ours")):
        for row in [
            *head(entry, 0, width=width, lang="zh", chosen=True),
            *details(entry, 0, width=width, lang="zh"),
        ]:
            assert sum(cells(bit.text) for bit in row.bits) <= width
