"""What the acquirer raises.

::

    AcquirerError        said to people: what, where, what to do
      LedgerError        the ledger cannot be read or written
      StateLocked        another process holds the state folder
      ControlError       a request of the operator side makes no sense
"""

from __future__ import annotations


class AcquirerError(Exception):
    """Something is wrong at the acquirer; the text says what, where and what to do."""


class LedgerError(AcquirerError):
    """The ledger cannot be opened, read or written; nothing was changed."""


class StateLocked(AcquirerError):  # noqa: N818
    """The state folder belongs to a process that is still running."""


class ControlError(AcquirerError):
    """A request on the control socket cannot be carried out."""
