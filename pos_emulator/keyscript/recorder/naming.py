"""The transactions of a session by name, and the typed digits that mean one of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pos_emulator.keyscript.recorder.session import Crossed

_VOUCHERS = frozenset({"void.voucher", "query.voucher", "reprint.voucher"})
APPROVED = "00"


@dataclass(frozen=True, slots=True)
class Named:
    """A transaction that the script keeps under a name."""

    name: str
    kind: str
    """`sale` or `refund`."""
    voucher: str
    batch: str
    amount: int
    card: str
    rrn: str = ""
    date: str = ""
    by_move: bool = True
    """Kept by a move as a whole; else by single values."""

    def of(self, part: str) -> str:
        """A part of it, as a script names it."""
        return f"${self.name}.{part}" if self.by_move else f"${self.name}_{part}"


class Names:
    """All named transactions, oldest first."""

    def __init__(self) -> None:
        self.all: list[Named] = []

    def next(self, kind: str) -> str:
        """A name for one more: `sale`, `sale2`, …"""
        count = sum(1 for each in self.all if each.kind == kind)
        return kind if not count else f"{kind}{count + 1}"

    def keep(self, named: Named) -> None:
        """Remember one."""
        self.all.append(named)

    def by_voucher(self, digits: str) -> Named | None:
        """The latest one with that voucher number."""
        return self._latest(each for each in self.all if each.voucher == digits.zfill(6))

    def by_rrn(self, digits: str) -> Named | None:
        """The one with that reference number."""
        return self._latest(each for each in self.all if each.rrn and each.rrn == digits)

    def value(self, screen: str, digits: str) -> str:
        """`$sale.voucher`, `.rrn` or `.date` where that was typed at a screen that asks for it, else empty."""
        named = None
        part = screen.rpartition(".")[2]
        if screen in _VOUCHERS:
            named, part = self.by_voucher(digits), "voucher"
        elif part == "reference":
            named, part = self.by_rrn(digits), "rrn"
        elif part == "date":
            named = self._latest(each for each in self.all if each.date and each.date == digits)
        return named.of(part) if named is not None else ""

    @staticmethod
    def _latest(found: Iterable[Named]) -> Named | None:
        return max(found, key=lambda each: (each.batch, each.voucher), default=None)


def kept_from(crossed: Sequence[Crossed], kind: str, name: str, *, card: str) -> Named | None:
    """The last transaction of a kind that messages were about; None where its request never went out."""
    sent = [each for each in crossed if each.to_host and each.kind == kind]
    if not sent:
        return None
    last = sent[-1]
    named = Named(name, kind, last.voucher, last.batch, last.amount, card)
    for each in crossed:
        if not each.to_host and each.voucher == last.voucher and each.code == APPROVED and each.rrn:
            named = replace(named, rrn=each.rrn, date=each.date)
    return named
