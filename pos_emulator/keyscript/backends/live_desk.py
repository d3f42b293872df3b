"""The operator side of an acquirer process, as scripts use it: each request waits for its answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pos_emulator.acquirer.errors import ControlError
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import Why
from pos_emulator.keyscript.runner.errors import BackendLostError
from pos_emulator.link.faults import Fault
from pos_emulator.runtime import errors
from pos_emulator.runtime.control_client import Answer, Request, ask_now
from pos_emulator.security.masking import Secret


class LiveDesk:
    """See `HostDesk` and `LineFaults`; asks on a control socket.

    Args:
        control: Where that is.
        tid, mid: Of the terminal.
        ledger: Gives the acquirer's books as they are now.
    """

    def __init__(self, control: Path, *, tid: str, mid: str, ledger: Callable[[], Ledger]) -> None:
        self._control = control
        self._tid = tid
        self._mid = mid
        self._ledger = ledger

    def reply(self, code: str, mti: str | None) -> None:
        """See `HostDesk`."""
        self._ask({"do": "host", "reply": code, "for": mti})

    def silent(self, mti: str | None) -> None:
        """See `HostDesk`."""
        self._ask({"do": "host", "silent": True, "for": mti})

    def deaf(self, mti: str | None) -> None:
        """See `HostDesk`."""
        self._ask({"do": "host", "deaf": True, "for": mti})

    def late(self, seconds: float, mti: str | None) -> None:
        """See `HostDesk`."""
        self._ask({"do": "host", "late": seconds, "for": mti})

    def normal(self) -> None:
        """See `HostDesk`."""
        self._ask({"do": "host", "normal": True})

    def switch(self, rule: str, on: bool) -> None:
        """See `HostDesk`."""
        self._ask({"do": "rule", "name": rule, "on": on})

    def set_funds(self, amount: int) -> None:
        """See `HostDesk`."""
        self._ask({"do": "funds", "mid": self._mid, "amount": amount})

    def funds(self) -> int:
        """See `HostDesk`."""
        return int(self._ask({"do": "funds", "mid": self._mid})["funds"])

    def next_days(self, days: int) -> None:
        """See `HostDesk`."""
        self._ask({"do": "day", "add": days})

    def unlock_code(self, number: str) -> Secret:
        """See `HostDesk`."""
        return Secret(str(self._ask({"do": "unlock-code", "tid": self._tid, "number": number})["code"]))

    def why(self, stan: str) -> Why | None:
        """See `HostDesk`."""
        return self._ledger().why(self._tid, stan)

    def add(self, fault: Fault) -> None:
        """See `LineFaults`."""
        self._ask(
            {
                "do": "fault",
                "fault": fault.kind.value,
                "scope": fault.scope.value,
                "target": fault.target.value,
                "argument": fault.argument,
                "for": fault.mti,
            }
        )

    def clear(self) -> None:
        """See `LineFaults`."""
        self._ask({"do": "fault", "fault": "clean"})

    def _ask(self, request: Request) -> Answer:
        try:
            return ask_now(self._control, request)
        except errors.ControlError as error:
            raise ControlError(str(error)) from error
        except errors.AcquirerError as error:
            raise BackendLostError(error.where, what=error.what, advice=error.advice) from error
