"""What ends a run in real time that no script is to blame for."""

from __future__ import annotations

from pos_emulator.runtime.errors import SurroundingsError


class BackendLostError(SurroundingsError):
    """The line or the acquirer of a scenario is not there, or went away."""
