from __future__ import annotations

from pos_emulator.keyscript.values import Saved, Text


def test_fills_in_what_is_looked_up() -> None:
    text = Text(("No ", Saved("sale", "voucher"), "/", Saved("code")))
    found = {Saved("sale", "voucher"): "000012", Saved("code"): "A1"}
    assert text.filled(found.__getitem__) == "No 000012/A1"


def test_shows_as_it_could_be_written() -> None:
    text = Text(("No ", Saved("sale", "voucher"), "x", Saved("code")))
    assert str(text) == "No ${sale.voucher}x${code}"
    assert text.saved == (Saved("sale", "voucher"), Saved("code"))


def test_of_nothing_is_empty() -> None:
    assert Text.of("") == Text(())
