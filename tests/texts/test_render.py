from __future__ import annotations

import pytest

from pos_emulator.texts.render import compile_row

WORDS = {"title.void": "VOID", "status.voided": "VOIDED", "reason.1": "DAMAGED"}


@pytest.mark.parametrize(
    ("template", "values", "row"),
    [
        pytest.param("TEXT", {}, "TEXT            ", id="left"),
        pytest.param("^TEXT", {}, "      TEXT      ", id="centred"),
        pytest.param(">TEXT", {}, "            TEXT", id="right"),
        pytest.param("A<>B", {}, "A              B", id="edges"),
        pytest.param("", {}, " " * 16, id="empty"),
        pytest.param(">{amount}", {"amount": 5800}, "           58.00", id="fen"),
        pytest.param(">{left}", {"left": "----"}, "            ----", id="ready-text-for-fen"),
        pytest.param(">{stars}", {"stars": 3}, "             ***", id="stars"),
        pytest.param(">{stars}", {"stars": 0}, " " * 16, id="no-stars"),
        pytest.param("^{title}", {"title": "void"}, "      VOID      ", id="title-by-kind"),
        pytest.param("^{title}", {"title": "Void"}, "      Void      ", id="ready-title"),
        pytest.param("{status}", {"status": "voided"}, "VOIDED          ", id="word-by-key"),
        pytest.param("1{@reason.1}", {}, "1DAMAGED        ", id="word-of-the-file"),
        pytest.param("{code:[]}X", {"code": "51"}, "[51]X           ", id="brackets"),
        pytest.param("{code:[]}X", {"code": ""}, "X               ", id="no-brackets-round-nothing"),
        pytest.param("[F]{tries}/{pages}", {"tries": 1, "pages": 2}, "[F]1/2          ", id="several"),
    ],
)
def test_row(template: str, values: dict[str, object], row: str) -> None:
    assert compile_row(template, WORDS).render(values) == row


def test_names_its_placeholders() -> None:
    assert compile_row("{voucher}{@reason.1}<>{amount}", WORDS).fields == {"voucher", "amount"}
    assert compile_row("{@reason.1}", WORDS).fields == frozenset()


def test_a_missing_value_and_an_unknown_word_are_errors() -> None:
    with pytest.raises(KeyError, match="amount"):
        compile_row(">{amount}", WORDS).render({})
    with pytest.raises(KeyError, match=r"reason\.9"):
        compile_row("{@reason.9}", WORDS)
