"""What the acquirer raises.

::

    AcquirerError        said to people: what, where, what to do
      LedgerError        the ledger cannot be read or written
        LedgerDamaged    what it holds makes no sense
      StateLocked        another process holds the state folder
      ControlError       a request of the operator side makes no sense
"""

from __future__ import annotations


class AcquirerError(Exception):
    """Something is wrong at the acquirer; the text says what, where and what to do."""


class LedgerError(AcquirerError):
    """The ledger cannot be opened, read or written; nothing was changed."""


class LedgerDamaged(LedgerError):  # noqa: N818
    """Something in the ledger is not what was put there; the host ends, for no time heals that."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"{where}: {what} cannot be read; restore a backup, or start anew with pos-emulator reset acquirer"
        )


class StateLocked(AcquirerError):  # noqa: N818
    """The state folder belongs to a process that is still running."""


class ControlError(AcquirerError):
    """A request on the control socket cannot be carried out."""
