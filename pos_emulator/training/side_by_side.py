"""The end of a lesson on paper: marks, then journal, slip and ledger beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pos_emulator.acquirer.ledger_view import entries
from pos_emulator.firmware.batch import mark_of
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.texts import Texts, cells, money, wrap
from pos_emulator.training.report import Report
from pos_emulator.training.scene import bench_of
from pos_emulator.training.words import word

_GIVES_BACK = frozenset({"void", "refund"})
_GAP = 2
_LEAST = 24
_AUDIT_SHOWN = 14


def journal_of(stage: Stage, lang: str) -> tuple[str, ...]:
    """The terminal's open batch, what is owed, and the end of its audit log."""
    texts, state = Texts(lang), stage.bench.state
    lines = []
    for record in state.batch.values():
        mark = texts.words("status").get(mark_of(state, record).value, "")
        lines += [
            f"{record.voucher} {_name(texts, record.kind)} {_signed(record.kind, record.amount)}",
            f"  {record.card.masked} {mark}",
        ]
    if state.owed is not None:
        lines.append(f"{word('report.owed', lang)}: {state.owed.voucher} {money(state.owed.amount)}")
    audit = list(state.audit_log.values())[-_AUDIT_SHOWN:]
    if audit:
        lines += ["", word("report.audit", lang)]
        lines += [f"{each.at[11:]} {each.operator} {each.what}: {each.outcome}" for each in audit]
    return tuple(lines or [word("report.none", lang)])


def slip_of(stage: Stage, lang: str) -> tuple[str, ...]:
    """The last slip that came out since the lesson began."""
    slips = stage.bench.slips[stage.prepared_slips :]
    return tuple(line.rstrip() for line in slips[-1][1].lines) if slips else (word("report.none", lang),)


def ledger_of(stage: Stage, lang: str) -> tuple[str, ...]:
    """What the acquirer has booked of this terminal."""
    texts, bench = Texts(lang), bench_of(stage)
    lines = []
    for entry in entries(bench.ledger, tid=bench.profile.tid):
        kind = entry.kind.replace("_", "-")
        state = word(f"state.{entry.state}", lang)
        given = f" {money(entry.refunded)}" if entry.refunded else ""
        lines += [
            f"{entry.id.stan} {_name(texts, kind)} {_signed(kind, entry.amount)}",
            f"  {entry.masked_pan} {state}{given}",
        ]
    return tuple(lines or [word("report.none", lang)])


def report_lines(report: Report, width: int) -> Iterator[str]:
    """The whole report for a width in columns; narrow ones get the three books below each other."""
    yield from _head(report)
    yield ""
    yield from beside(
        [
            (word("report.journal", report.lang), report.journal),
            (word("report.slip", report.lang), report.slip),
            (word("report.ledger", report.lang), report.ledger),
        ],
        width,
    )


def beside(books: Sequence[tuple[str, Sequence[str]]], width: int) -> Iterator[str]:
    """Titled columns beside each other; below each other where they would be too narrow."""
    room = (width - _GAP * (len(books) - 1)) // len(books)
    if room < _LEAST:
        for title, lines in books:
            yield from (f"── {title}", *(piece for line in lines for piece in _pieces(line, width)), "")
        return
    columns = [
        [f"── {title}", *(piece for line in lines for piece in _pieces(line, room))] for title, lines in books
    ]
    for row in zip_longest(*columns, fillvalue=""):
        yield (" " * _GAP).join(piece + " " * (room - cells(piece)) for piece in row).rstrip()


def _head(report: Report) -> Iterator[str]:
    lang = report.lang
    yield report.title
    if report.points is None:
        yield word("report.watched", lang)
        return
    verdict = word("report.passed" if report.passed else "report.failed", lang)
    yield f"{word('report.points', lang, points=report.points)} · {verdict}"
    yield " · ".join(
        (
            word("report.keys", lang, keys=report.keys, shortest=report.shortest),
            word("report.hints", lang, lost=report.hints),
        )
    )
    yield f"{word('report.tasks', lang)}:"
    for task in report.tasks:
        lost = f" -{task.lost}" if task.lost else ""
        asked = f" ?{task.hints}" if task.hints else ""
        yield f"  {'✗' if task.lost else '✓'} {task.name}{lost}{asked}"
    yield f"{word('report.mistakes', lang)}:"
    if not report.mistakes:
        yield f"  {word('report.none', lang)}"
    for mistake in report.mistakes:
        mark = f"[{word('report.critical', lang)}] " if mistake.critical else ""
        yield f"  -{mistake.lost} {mark}{mistake.text}"


def _pieces(line: str, width: int) -> list[str]:
    """The line in rows; what stood centred on the slip, or was a rule across it, fits by giving way."""
    if cells(line) > width and len(set(line)) == 1:
        return [line[:width]]
    if cells(line) > width:
        line = line.strip()
    return list(wrap(line, width)) if cells(line) > width else [line]


def _name(texts: Texts, kind: str) -> str:
    return texts.words("name").get(kind, kind)


def _signed(kind: str, amount: int) -> str:
    return money(-amount if kind in _GIVES_BACK else amount)
