"""What a merchant holds at the acquirer: refunds are paid from it."""

from __future__ import annotations

from pos_emulator.acquirer.accounts import merchant
from pos_emulator.acquirer.ledger import Ledger, whole_fact
from pos_emulator.acquirer.settings import HostSettings


def funds_of(ledger: Ledger, settings: HostSettings, mid: str) -> int:
    """Fen the merchant holds now: what was put in, and all its legs since."""
    base = whole_fact(ledger, _fact(mid))
    return (settings.merchant_funds if base is None else base) + ledger.balance(merchant(mid))


def set_funds(ledger: Ledger, mid: str, amount: int) -> None:
    """Makes the merchant hold ``amount`` fen; within a unit of work."""
    ledger.keep_fact(_fact(mid), str(amount - ledger.balance(merchant(mid))))


def _fact(mid: str) -> str:
    return f"funds-base:{mid}"
