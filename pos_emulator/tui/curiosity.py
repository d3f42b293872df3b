"""Which message the acquirer should be asked about: one that was refused, or that nobody answered."""

from __future__ import annotations

from dataclasses import dataclass

from iso8583_specs.kinds import APPROVED
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import Notice, ScreenShown, WireSeen

_TID, _STAN, _CODE = 41, 11, 39
_SILENCE = frozenset(
    {
        "host.timeout",
        "host.no-answer",
        "host.no-ack",
        "host.unclear",
        "host.bad-mac",
        "refund.in-doubt",
        "reversal.owed",
    }
)
"""Screens that say that no answer came, or none that counts."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which message the acquirer is to explain."""

    tid: str
    stan: str


class Curiosity:
    """Follows what happens, and says when the acquirer should be asked why."""

    def __init__(self) -> None:
        self._last: Question | None = None

    def heard(self, notice: Notice) -> Question | None:
        """The message to ask about now, None for nothing."""
        match notice:
            case WireSeen(direction=Direction.TO_HOST, message=message) if message is not None:
                tid, stan = message.get(_TID), message.get(_STAN)
                self._last = Question(tid, stan) if isinstance(tid, str) and isinstance(stan, str) else None
            case WireSeen(direction=Direction.TO_TERMINAL, message=message) if message is not None:
                code = message.get(_CODE)
                if isinstance(code, str) and code not in APPROVED:
                    return self._last
                self._last = None
            case ScreenShown(screen) if screen.name in _SILENCE:
                asked, self._last = self._last, None
                return asked
            case _:
                pass
        return None
