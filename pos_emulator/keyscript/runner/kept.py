"""Transactions and values that a scenario keeps under names."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pos_emulator.firmware.state import State
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.values import Amount, Saved


@dataclass(frozen=True, slots=True)
class Kept:
    """A transaction as a script names it. Its RRN, date and approval are empty until the terminal has them."""

    voucher: str
    batch: str
    amount: int
    card: str = ""
    """The test card that paid."""
    rrn: str = ""
    date: str = ""
    approval: str = ""

    def learnt(self, state: State) -> Kept:
        """With what the terminal's records say of it by now."""
        record = state.batch.get(self.voucher)
        if record is not None and record.batch == self.batch:
            return replace(self, rrn=record.rrn, date=record.date, approval=record.approval)
        settled = state.settled.get(self.voucher)
        if settled is not None and settled.batch == self.batch:
            return replace(self, rrn=settled.rrn, date=settled.date)
        return self

    def part(self, name: str) -> str:
        """One of its parts as text; the amount as `58.00`."""
        if name == "amount":
            return f"{self.amount // 100}.{self.amount % 100:02d}"
        return str(getattr(self, "voucher" if name == "stan" else name))


class KeptValues:
    """Everything kept so far, by name."""

    def __init__(self) -> None:
        self._transactions: dict[str, Kept] = {}
        self._values: dict[str, str] = {}

    def keep(self, name: str, kept: Kept) -> None:
        """Keep a transaction."""
        self._transactions[name] = kept

    def keep_value(self, name: str, value: str) -> None:
        """Keep a value."""
        self._values[name] = value

    def keep_all_but_known(self, others: KeptValues) -> None:
        """Take over what was kept elsewhere, but where the same name is kept here."""
        self._transactions = {**others._transactions, **self._transactions}
        self._values = {**others._values, **self._values}

    def transaction(self, name: str, state: State) -> Kept:
        """A transaction with what is known of it now.

        Raises:
            ScenarioFailed: its request was never sent.
        """
        kept = self._transactions.get(name)
        if kept is None:
            raise ScenarioFailed(f"${name} was never sent")
        now = kept.learnt(state)
        self._transactions[name] = now
        return now

    def text(self, saved: Saved, state: State) -> str:
        """A value, or a part of a transaction.

        Raises:
            ScenarioFailed: there is none yet.
        """
        if not saved.part:
            return self._values[saved.name]
        text = self.transaction(saved.name, state).part(saved.part)
        if not text:
            raise ScenarioFailed(f"${saved.name} has no {saved.part}: it was not approved")
        return text

    def fen(self, amount: Amount, state: State) -> int:
        """An amount in fen."""
        return amount if isinstance(amount, int) else self.transaction(amount.name, state).amount
