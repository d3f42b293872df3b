from __future__ import annotations

from pos_emulator.texts import cells
from pos_emulator.training.side_by_side import beside
from tests.training.trainees import coach, made, to_the_end, until


def test_wide_books_stand_beside_each_other() -> None:
    lines = list(beside([("a", ["1", "2"]), ("b", ["消费"]), ("c", [])], 80))
    assert lines == [
        "── a                       ── b                       ── c",
        "1                          消费",
        "2",
    ]


def test_narrow_ones_stand_below_each_other() -> None:
    assert list(beside([("a", ["1"]), ("b", ["2"])], 30)) == ["── a", "1", "", "── b", "2", ""]


def test_after_a_void_all_three_books_tell_of_it() -> None:
    at = coach("void-before-card-leaves", lang="en")
    to_the_end(at)
    report = at.report()
    assert "000004 SALE 128.00" in report.journal
    assert "000005 VOID -128.00" in report.journal
    assert any("VOIDED" in line for line in report.journal)
    assert "000005 VOID -128.00" in report.ledger
    assert any("RMB -128.00" in line for line in report.slip)
    assert any("supervisor password right" in line for line in report.journal)


def test_a_report_fits_its_width_and_says_what_went_wrong() -> None:
    at = until(coach("void-before-card-leaves"), "void.card")
    at.counter("go")
    to_the_end(at)
    for width in (60, 100):
        lines = list(at.report().lines(width))
        assert made(at) == ["sent-away"]
        assert any("[严重]" in line for line in lines)
        assert any("得分 40" in line for line in lines)
        books = lines[lines.index("") :]
        assert max(cells(line) for line in books) <= width


def test_what_is_only_laid_out_on_a_slip_gives_way_where_it_is_narrow() -> None:
    slip = ("-" * 32, "          CUSTOMER COPY", "RMB -58.00")
    rows = list(beside([("Journal", ()), ("Slip", slip), ("Ledger", ())], 78))
    assert [row.strip() for row in rows[1:]] == ["-" * 24, "CUSTOMER COPY", "RMB -58.00"]
