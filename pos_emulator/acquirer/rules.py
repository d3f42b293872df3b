"""The host's rules: one ordered list, each with a name that every refusal and silence carries.

Some look at a request by themselves (``applies``), the others are checked where the handler of a
kind meets them. Those marked ``fixed`` guard money or keys and cannot be switched off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos_emulator.acquirer.desk import Desk, Request

KNOWN_CODES = frozenset(
    {f"{number:02d}" for number in range(100)}
    - {"08", "16", "17", "18", "24", "26", "27", "28", "29", "32", "46", "47", "48", "49", "50"}
    - {"69", "70", "71", "72", "73", "74", "76", "78", "80", "81", "82", "83", "84", "85", "86", "87"}
    - {"88", "89"}
    | {"A0", "A1", "A2", "A3", "A4", "A5", "A6", "A7"}
)
"""Response codes of the UnionPay list (Q/CUP 006.6-2014 and the older terminal table)."""

AT_THE_CARD = frozenset({"sale", "preauth"})
"""Kinds that charge or hold: the card itself is looked at."""

FINANCIAL = frozenset(
    {"sale", "void", "refund", "preauth", "preauth_cancel", "completion", "completion_void"}
)
"""Kinds that move or hold money and are asked for by a person."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: What "why" shows, and what switches it.
        says: The rule in a sentence.
        code: DE39 it answers with; empty where that varies or nothing is answered.
        applies: Looks at a new financial request; None where a handler checks.
        on: Whether it is in force at start.
        fixed: It cannot be switched.
    """

    name: str
    says: str
    code: str = ""
    applies: Callable[[Request, Desk], bool] | None = None
    on: bool = True
    fixed: bool = True


def _cents_are_a_code(request: Request, desk: Desk) -> bool:
    return (
        request.amount >= desk.settings.cents_threshold
        and request.cents in KNOWN_CODES
        and request.cents != "00"
    )


def _nothing_asked(request: Request, desk: Desk) -> bool:
    return request.amount == 0


def _too_much_asked(request: Request, desk: Desk) -> bool:
    match request.kind:
        case "refund":
            return request.amount > desk.settings.refund_limit
        case "void":
            return desk.settings.void_limit is not None and request.amount > desk.settings.void_limit
        case _:
            return request.amount > desk.settings.sale_limit


def _card_unknown(request: Request, desk: Desk) -> bool:
    return request.kind in AT_THE_CARD and request.card is None and not desk.settings.allow_any_pan


def _card_expired(request: Request, desk: Desk) -> bool:
    if request.kind not in AT_THE_CARD:
        return False
    expiry = request.card.expiry if request.card is not None else request.message.get(14)
    return isinstance(expiry, str) and expiry < f"{desk.day:%y%m}"


def _card_silent(request: Request, desk: Desk) -> bool:
    return request.card is not None and request.card.behaviour == "silent"


CATALOGUE: tuple[Rule, ...] = (
    Rule("deaf", "The operator made the host deaf: the message never arrived."),
    Rule("silent", "The operator silenced the host: booked as usual, but no answer goes out."),
    Rule("late", "The operator slowed the host: booked at arrival, answered late."),
    Rule("unreadable", "The bytes are no message of this dialect: there is nothing to answer to."),
    Rule("unknown-terminal", "No such terminal is registered here.", "97"),
    Rule("other-merchant", "The terminal belongs to another merchant.", "03"),
    Rule("bad-mac", "The MAC is missing or wrong under every key set the terminal may hold.", "A0"),
    Rule("format", "The elements do not make up a message this host takes.", "30"),
    Rule("fenced", "This id was reversed or asked after before it arrived: it is never booked.", "94"),
    Rule("clashing-id", "This id was used before for something else.", "94"),
    Rule("closed-batch", "The batch is closed: nothing new enters it.", "77"),
    Rule("no-settlement", "The batch was not announced by an 0500: settlement starts again there.", "77"),
    Rule("unknown-batch", "Nothing under a good MAC was ever said in this batch.", "77"),
    Rule("sign-on-again", "Another sign-on came in between: a new epoch needs a sign-on of its own.", "A0"),
    Rule("scripted-reply", "The operator chose this answer for the next message."),
    Rule("unsupported", "The host does not do this.", "40"),
    Rule(
        "amount-cents-as-code",
        "From a set amount on, the last two digits of the amount are the response code.",
        applies=_cents_are_a_code,
        on=False,
        fixed=False,
    ),
    Rule("zero-amount", "An amount of zero is refused.", "13", applies=_nothing_asked),
    Rule("over-limit", "More than the host allows at a time.", "61", applies=_too_much_asked),
    Rule("unknown-card", "No issuer knows this card.", "14", applies=_card_unknown, fixed=False),
    Rule("card-expired", "The card has expired.", "54", applies=_card_expired, fixed=False),
    Rule("pin-tries", "Three wrong PINs today: the card is blocked until tomorrow.", "75"),
    Rule("wrong-pin", "The PIN is not the card's.", "55", fixed=False),
    Rule(
        "pin-missing", "The card has a PIN, and a sale by stripe or chip came without one.", "55", fixed=False
    ),
    Rule("pin-format", "The PIN block does not decipher: the keys are out of step.", "99"),
    Rule("card-no-funds", "The card does not hold that much.", "51", fixed=False),
    Rule("no-original", "There is no such original with effect.", "25"),
    Rule("other-card", "The original was paid with another card.", "14"),
    Rule("other-amount", "The amount is not the original's.", "64"),
    Rule("already-voided", "The original is voided.", "12"),
    Rule("already-refunded", "Something of the original is refunded.", "12"),
    Rule("already-completed", "What was held is captured.", "12"),
    Rule("over-the-hold", "More than may be captured of what was held.", "64"),
    Rule("not-refundable", "Only sales and completions are refunded.", "12"),
    Rule("settled", "The original's batch is closed: the way back is a refund.", "22"),
    Rule("not-today", "The original is not of this business day: the way back is a refund.", "22"),
    Rule("after-cutoff", "No voids are taken at this time of day.", "22"),
    Rule("other-date", "The original is not of that date.", "22"),
    Rule("too-old", "The original is too long ago.", "22"),
    Rule("over-what-is-left", "More than is left of the original.", "64"),
    Rule("merchant-funds", "The merchant does not hold enough to refund that.", "51"),
    Rule("unknown-reversed", "Nothing is known of that id: it is fenced, nothing to reverse.", "25"),
    Rule("reversal-mismatch", "The id is known, but card, amount or kind are others.", "96"),
    Rule("reversal-of-followed", "Something was built upon the original since: a person must look.", "96"),
    Rule("nothing-to-reverse", "The original has no effect, or no more.", "00"),
    Rule("not-a-refund", "The id asked after is not a refund.", "12"),
    Rule(
        "card-silent",
        "This test card's issuer never answers: booked, but no answer goes out.",
        applies=_card_silent,
        fixed=False,
    ),
)
"""Every rule, in the order they are looked at."""

BY_NAME = {rule.name: rule for rule in CATALOGUE}

LOOKING = tuple((rule, rule.applies) for rule in CATALOGUE if rule.applies is not None)
"""Those that look at a request by themselves."""


BEGINS_AGAIN = frozenset({"no-settlement", "unknown-batch"})
"""Refusals of the state of things: the same message is judged anew when it comes again."""


class Refusal(Exception):  # noqa: N818 - not an error: the answer to a request
    """A rule refuses the request. ``code`` where it is not the rule's own."""

    def __init__(self, rule: str, code: str | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.code = BY_NAME[rule].code if code is None else code
