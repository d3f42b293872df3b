from __future__ import annotations

import click
import pytest

from pos_emulator.commands.amounts import Amount


@pytest.mark.parametrize(
    ("text", "fen"),
    [("58.00", 5800), ("58", 5800), ("0.05", 5), ("1,000,000.00", 100_000_000), ("1000000000000", 10**14)],
)
def test_becomes_fen(text: str, fen: int) -> None:
    assert Amount().convert(text, None, None) == fen


@pytest.mark.parametrize("text", ["", "5.8", "5.800", "-1.00", "1e3", "1000000000000.01", "５８", "58 "])
def test_refuses_what_is_no_amount(text: str) -> None:
    with pytest.raises(click.BadParameter, match=r"is no amount such as 58\.00"):
        Amount().convert(text, None, None)
