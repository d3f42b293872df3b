"""The reply message: what it repeats of the request, and what the host adds."""

from __future__ import annotations

from collections.abc import Mapping

from iso8583_specs.kinds import APPROVED, Kind
from iso8583_specs.message import Message, Value

MAC, MAC_PLACEHOLDER = 64, bytes(8)

REPEATED = frozenset({2, 3, 4, 11, 14, 23, 25, 41, 42, 48, 49, 53, 60})
"""Elements that a reply takes from its request, where its kind has them and the host gives no other."""

REPEATED_WITHOUT_KIND = frozenset({3, 4, 11, 25, 41, 42, 49, 60})

SETTLEMENT_REPLY = "0510"
"""Carries DE39 only when it refuses."""


def reply_mti(mti: str) -> str:
    """MTI of the answer: 10 more."""
    return f"{int(mti) + 10:04d}"


def reply_to(
    message: Message,
    kind: Kind | None,
    code: str,
    given: Mapping[int, Value],
    *,
    pan: str | None = None,
    with_mac: bool = False,
) -> Message:
    """The reply to a request of ``kind``, or to one that is of none.

    Args:
        message: The request.
        kind: Says which elements the reply may carry.
        code: DE39.
        given: What the host adds; what the kind has no place for is left out.
        pan: DE2 where the request gave the card only on a track.
        with_mac: Room is left for DE64.
    """
    mac = {MAC: MAC_PLACEHOLDER} if with_mac else {}
    if kind is None:
        elements = {n: value for n, value in message.items() if n in REPEATED_WITHOUT_KIND}
        stamps = {n: value for n, value in given.items() if n in (12, 13)}
        return Message(reply_mti(message.mti), elements | stamps | {39: code} | mac)
    allowed = (kind.approved_rules if code in APPROVED else kind.refused_rules).allowed
    elements = {n: value for n, value in message.items() if n in REPEATED}
    if kind.reply_mti == SETTLEMENT_REPLY:
        # Totals without the host's verdict would read as if nobody had judged them.
        elements.pop(48, None)
    if pan is not None:
        elements[2] = pan
    elements |= given
    if kind.reply_mti != SETTLEMENT_REPLY or code not in APPROVED:
        elements[39] = code
    for forbidden in elements.keys() - allowed:
        del elements[forbidden]
    return Message(kind.reply_mti, elements | mac)
