"""What the acquirer has booked, as lines in the shape of the journal, so that both can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pos_emulator.texts.layout import cells, fit, money
from pos_emulator.tui.lines import Bit, Line, line, wrapped
from pos_emulator.tui.words import word

Record = Mapping[str, object]

_GIVES_BACK = frozenset({"void", "refund", "completion_void", "completion-void"})
_WIDEST = 60
"""Columns after which an amount is too far from its name."""

_INKS = {"booked": "good", "reversed": "dim"}


def booking_line(stan: str, name: str, amount: str, *, status: Bit, width: int) -> Line:
    """One transaction: the amount and how it stands at the right edge, where the name gives way."""
    room = max(width - cells(stan) - cells(amount) - cells(status.text) - 3, 4)
    return Line((Bit(f"{stan} {fit(name, room)} {amount} "), status))


def records(value: object) -> list[Record]:
    """The records of a JSON list; whatever else stands there is left out."""
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def ledger_lines(status: Record, ledger: Record, width: int, *, lang: str) -> Iterable[Line]:
    """The acquirer's answers to ``status`` and ``ledger``, the newest first; what they do not tell is left out."""
    yield _pairs((word("ledger.day", lang), status.get("business_day")))
    funds = status.get("funds")
    for amount in funds.values() if isinstance(funds, Mapping) else ():
        yield _pairs((word("ledger.funds", lang), _amount(amount)))
    off = ledger.get("out_of_balance")
    if off:
        yield line(f"{word('ledger.off', lang)} {_amount(off)}", "bad")
    if status.get("alarms"):
        yield line(f"{word('ledger.alarms', lang)} {status['alarms']}", "bad")
    yield line()
    yield line(word("ledger.bookings", lang), "head")
    entries = records(ledger.get("entries"))
    if not entries:
        yield line(f"  {word('book.none', lang)}", "dim")
    for entry in reversed(entries):
        yield from _entry(entry, width, lang=lang)
    for batch in reversed(records(ledger.get("batches"))):
        yield line()
        yield from _batch(batch, width, lang=lang)


def _entry(entry: Record, width: int, *, lang: str) -> Iterable[Line]:
    from pos_emulator.texts import Texts

    kind = str(entry.get("kind", "?"))
    name = Texts(lang).words("name").get(kind.replace("_", "-"), kind)
    amount = entry.get("amount")
    signed = -amount if isinstance(amount, int) and kind in _GIVES_BACK else amount
    state = str(entry.get("state", ""))
    shown = word(f"state.{state}", lang) if state in ("booked", "voided", "refunded", "reversed") else state
    status = Bit(shown, _INKS.get(state, "warn"))
    yield booking_line(
        _stan(entry.get("id")), name, _amount(signed), status=status, width=min(width, _WIDEST)
    )
    day = str(entry.get("date", ""))[5:]
    time = str(entry.get("time", ""))
    when = f"{day} {time[:2]}:{time[2:4]}"
    original = f" ← {_stan(entry['original'])}" if entry.get("original") else ""
    yield from wrapped(f"       {entry.get('card', '')} {when}{original}", width, "dim", indent=7)
    if entry.get("rrn"):
        yield line(f"       {word('ledger.reference', lang)} {entry['rrn']}", "dim")
    legs = [
        f"{_account(str(leg.get('account', '')), lang)} {_amount(leg.get('amount'), sign=True)}"
        for leg in records(entry.get("legs"))
    ]
    together = " · ".join(legs)
    for text in [together] if together and cells(together) <= width - 7 else legs:
        yield line(f"       {text}", "dim")


def _batch(batch: Record, width: int, *, lang: str) -> Iterable[Line]:
    yield _pairs(
        (word("journal.batch", lang), batch.get("number")),
        ("", batch.get("tid")),
        ("", batch.get("state")),
    )
    for side in ("domestic", "foreign"):
        sums = batch.get(side)
        if isinstance(sums, Mapping) and (sums.get("debit_count") or sums.get("credit_count")):
            text = " · ".join(
                f"{word(f'ledger.{way}', lang)} {sums.get(f'{way}_count')} = {_amount(sums.get(f'{way}_amount'))}"
                for way in ("debit", "credit")
            )
            yield from wrapped(f"  {word(f'ledger.{side}', lang)} {text}", width, indent=4)


def _pairs(*pairs: tuple[str, object]) -> Line:
    bits: list[Bit] = []
    for label, value in pairs:
        if value not in (None, ""):
            bits += [Bit(f"{label} " if label else "", "dim"), Bit(f"{value}  ")]
    return Line(tuple(bits))


def _stan(id: object) -> str:
    return str(id.get("stan", "")) if isinstance(id, Mapping) else str(id or "")


def _account(name: str, lang: str) -> str:
    kind, _, rest = name.partition(":")
    known = kind in ("merchant", "cardholder", "fee", "suspense")
    # One merchant is one merchant: its number says nothing more in this window.
    return f"{word(f'account.{kind}', lang)}" if known else f"{kind} {rest}".rstrip()


def _amount(value: object, *, sign: bool = False) -> str:
    if not isinstance(value, int):
        return "" if value is None else str(value)
    return f"+{money(value)}" if sign and value > 0 else money(value)
