"""What a response code (DE39) means for the money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from iso8583_specs.message import Message

APPROVED = frozenset({"00", "11", "A2", "A4", "A5", "A6"})
UNCLEAR = frozenset({"68", "96", "98", "10"})
"""Not definitive: the host does not know itself, or approved in part, which we do not ask for."""
LISTED = frozenset(
    [
        "00",
        "01",
        "02",
        "03",
        "04",
        "05",
        "06",
        "07",
        "09",
        "10",
        "11",
        "12",
        "13",
        "14",
        "15",
        "19",
        "20",
        "21",
        "22",
        "23",
        "25",
        "30",
        "31",
        "33",
        "34",
        "35",
        "36",
        "37",
        "38",
        "39",
        "40",
        "41",
        "42",
        "43",
        "44",
        "45",
        "51",
        "52",
        "53",
        "54",
        "55",
        "56",
        "57",
        "58",
        "59",
        "60",
        "61",
        "62",
        "63",
        "64",
        "65",
        "66",
        "67",
        "68",
        "75",
        "77",
        "79",
        "90",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
        "97",
        "98",
        "99",
        "A0",
        "A1",
        "A2",
        "A3",
        "A4",
        "A5",
        "A6",
        "A7",
    ]
)
"""The codes of the answer table of the specification; any other is unclear."""
SIGN_ON_AGAIN = frozenset({"77", "99", "A0"})
KEYS_REFUSED = frozenset({"99", "A0"})
"""The host cannot read what our keys made: nothing was booked, and nothing else can be said before a sign-on."""
REVERSAL_DONE = frozenset({"00", "12", "25"})
"""Answers to a reversal after which nothing is owed."""


class Outcome(Enum):
    """How an exchange with the host ended."""

    APPROVED = "approved"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    NOT_SENT = "not sent"


def outcome_of(code: str) -> Outcome:
    """The answer class of a response code."""
    if code in APPROVED:
        return Outcome.APPROVED
    return Outcome.DECLINED if code in LISTED and code not in UNCLEAR else Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of one exchange."""

    outcome: Outcome
    reply: Message | None = None
    code: str = ""
    reason: str = "98"
    """Where unknown: DE39 of the reversal that follows."""
    screen: str = "host.timeout"
    """Where there is no definitive answer: the screen that says so."""
    acknowledged: bool = False
    """Whether the other end has acknowledged the frame."""

    @property
    def approved(self) -> bool:
        """Whether the host said yes."""
        return self.outcome is Outcome.APPROVED

    def octets(self, number: int) -> bytes:
        """A binary element of the reply, empty where there is none."""
        value = b"" if self.reply is None else self.reply.get(number, b"")
        return value if isinstance(value, bytes) else b""

    def element(self, number: int) -> str:
        """A text element of the reply, empty where there is none."""
        return "" if self.reply is None else str(self.reply.get(number, ""))
