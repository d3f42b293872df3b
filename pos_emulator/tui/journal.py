"""What the terminal remembers, as lines: its open batch, what is owed, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable

from pos_emulator.firmware.batch import mark_of
from pos_emulator.firmware.records import Doubt, Mark, Obligation, Transaction
from pos_emulator.firmware.state import State, Table
from pos_emulator.texts import Texts, money
from pos_emulator.tui.ledger_lines import booking_line
from pos_emulator.tui.lines import Bit, Line, line, wrapped
from pos_emulator.tui.words import word

_AUDIT_SHOWN = 12
_WIDEST = 60
_GIVES_BACK = frozenset({"void", "refund"})


def journal_lines(state: State, width: int, *, lang: str) -> Iterable[Line]:
    """The journal of a terminal, masked, for `width` columns; what happened last stands first."""
    texts = Texts(lang)
    signed_on = state.signed_on
    who = signed_on.operator if signed_on is not None else word("journal.nobody", lang)
    yield Line(
        (
            Bit(f"{word('journal.batch', lang)} ", "dim"),
            Bit(f"{state.batch_number:06d}"),
            Bit(f"  {word('journal.next', lang)} ", "dim"),
            Bit(f"{state.next_stan:06d}"),
        )
    )
    yield Line((Bit(f"{word('journal.operator', lang)} ", "dim"), Bit(who)))
    if state.owed is not None:
        yield line(word("journal.owed", lang), "bad")
        yield from _open_end(state.owed, width, texts)
    if state.slip_due is not None:
        yield line(word("journal.slip", lang), "warn")
        yield line(f"  {state.slip_due.voucher} {money(state.slip_due.amount)}")
    tables: tuple[tuple[str, Table[Doubt] | Table[Obligation | Doubt]], ...]
    tables = (("doubts", state.doubts), ("by-hand", state.by_hand))
    for title, records in tables:
        if records.count():
            yield line(word(f"journal.{title}", lang), "bad")
            for open_end in records.values():
                yield from _open_end(open_end, width, texts)
    yield line()
    yield line(word("journal.transactions", lang), "head")
    if not state.batch.count():
        yield line(f"  {word('book.none', lang)}", "dim")
    for record in reversed(list(state.batch.values())):
        yield from _transaction(record, mark_of(state, record), width, texts)
    audit = list(state.audit_log.values())[-_AUDIT_SHOWN:]
    if audit:
        yield line()
        yield line(word("journal.audit", lang), "head")
    for entry in reversed(audit):
        text = " ".join(
            part for part in (entry.at, entry.operator, entry.what, entry.voucher, entry.outcome) if part
        )
        yield from wrapped(text, width, "dim", indent=2)


def _transaction(record: Transaction, mark: Mark, width: int, texts: Texts) -> Iterable[Line]:
    name = texts.words("name").get(record.kind, record.kind)
    amount = money(-record.amount if record.kind in _GIVES_BACK else record.amount)
    status = texts.words("status").get(mark.value, mark.value)
    ink = "good" if mark is Mark.APPROVED else "warn"
    yield booking_line(record.voucher, name, amount, status=Bit(status, ink), width=min(width, _WIDEST))
    original = f" ← {record.original_voucher}" if record.original_voucher else ""
    when = f"{record.date[:2]}-{record.date[2:]} {record.time[:2]}:{record.time[2:4]}"
    yield from wrapped(f"       {record.card.masked} {when}{original}", width, "dim", indent=7)


def _open_end(record: Obligation | Doubt, width: int, texts: Texts) -> Iterable[Line]:
    of = record.transaction if isinstance(record, Doubt) else record
    name = texts.words("name").get(of.kind, of.kind)
    yield from wrapped(
        f"  {of.voucher} {name} {money(of.amount)} {of.card.masked} {record.at}", width, indent=2
    )
