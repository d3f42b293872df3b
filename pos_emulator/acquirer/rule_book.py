"""Which rules are in force now, and what the operator has scripted for the next messages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iso8583_specs.kinds import APPROVED
from pos_emulator.acquirer.errors import ControlError
from pos_emulator.acquirer.rules import BY_NAME, CATALOGUE, FINANCIAL, KNOWN_CODES, LOOKING, Refusal, Rule

if TYPE_CHECKING:
    from pos_emulator.acquirer.desk import Desk, Request

DEFAULT_MTIS = frozenset({"0100", "0200", "0220"})
"""What a scripted reply is for when nobody says."""

ENDS_A_REVERSAL = frozenset({"00", "12", "25"})


@dataclass(frozen=True, slots=True)
class Manner:
    """How answers go out until ``normal``: for one MTI, or all."""

    name: str
    mti: str | None = None
    seconds: float = 0.0

    def concerns(self, mti: str) -> bool:
        """Whether it is about messages of this type."""
        return self.mti is None or self.mti == mti


class RuleBook:
    """The host's rules as they stand: the only thing the operator side changes at run time."""

    def __init__(self, *, cents_rule: bool = False) -> None:
        self._on = {rule.name: rule.on for rule in CATALOGUE}
        self._on["amount-cents-as-code"] = cents_rule
        self._manners: tuple[Manner, ...] = ()
        self._reply: tuple[str, str | None] | None = None
        self._requirement = 0

    def rules(self) -> tuple[Rule, ...]:
        """All rules in order, each with ``on`` as it is now."""
        scripted = {manner.name for manner in self._manners}
        now = dict(self._on)
        for name in ("deaf", "silent", "late"):
            now[name] = name in scripted
        now["scripted-reply"] = self._reply is not None
        return tuple(replace(rule, on=now[rule.name]) for rule in CATALOGUE)

    def switch(self, name: str, on: bool) -> None:
        """Puts a rule in or out of force.

        Raises:
            ControlError: there is no such rule, or it cannot be switched.
        """
        rule = BY_NAME.get(name)
        switchable = ", ".join(rule.name for rule in CATALOGUE if not rule.fixed)
        if rule is None:
            raise ControlError(f"rules: no rule {name!r}; those that can be switched: {switchable}")
        if rule.fixed:
            raise ControlError(f"rules: {name} guards money and stays on; switchable are: {switchable}")
        self._on[name] = on

    def is_on(self, name: str) -> bool:
        """Whether a rule is in force."""
        return self._on[name]

    def reply(self, code: str, mti: str | None = None) -> None:
        """The next message of ``mti`` (or the next 0100, 0200 or 0220) is answered with ``code``.

        A code that approves books as usual; any other books nothing.

        Raises:
            ControlError: the code is unknown, or it would tell a terminal that something was
                reversed when it was not.
        """
        if code not in KNOWN_CODES:
            raise ControlError(f"host: {code!r} is no response code; see pos-emulator rules")
        if mti == "0400" and code in ENDS_A_REVERSAL:
            raise ControlError(
                f"host: {code} to an 0400 ends a reversal, and only the ledger may say so; choose another code"
            )
        self._reply = (code, _mti(mti))

    def silent(self, mti: str | None = None) -> None:
        """Until `normal`: messages are booked as usual and the answers dropped."""
        self._manners += (Manner("silent", _mti(mti)),)

    def deaf(self, mti: str | None = None) -> None:
        """Until `normal`: messages never arrive."""
        self._manners += (Manner("deaf", _mti(mti)),)

    def late(self, seconds: float, mti: str | None = None) -> None:
        """Until `normal`: messages are booked at arrival and answered after ``seconds``."""
        if not 0 <= seconds <= 86_400:
            raise ControlError("host: late takes 0 to 86400 seconds")
        self._manners += (Manner("late", _mti(mti), seconds),)

    def require(self, requirement: int) -> None:
        """Puts a processing requirement (0 to 9) into the header of the next reply."""
        if not 0 <= requirement <= 9:
            raise ControlError("host: a processing requirement is one digit, 0 to 9")
        self._requirement = requirement

    def normal(self) -> None:
        """Ends everything scripted; rules stay switched as they are."""
        self._manners = ()
        self._reply = None
        self._requirement = 0

    def manner(self, name: str, mti: str) -> Manner | None:
        """The manner of that name that concerns messages of this type; the latest wins."""
        return next((m for m in reversed(self._manners) if m.name == name and m.concerns(mti)), None)

    def take_requirement(self) -> int:
        """The processing requirement for this reply; the next one has none."""
        requirement, self._requirement = self._requirement, 0
        return requirement

    def take_reply(self, mti: str) -> str | None:
        """The scripted answer to this new request, used up by being taken."""
        if self._reply is None:
            return None
        code, wanted = self._reply
        if mti != wanted and not (wanted is None and mti in DEFAULT_MTIS):
            return None
        self._reply = None
        return code

    def code_for(self, request: Request, desk: Desk) -> tuple[str, str]:
        """Code and rule by which a new request is approved, as far as the rules can tell.

        Raises:
            Refusal: a rule refuses it.
        """
        scripted = self.take_reply(request.message.mti)
        if scripted is not None:
            if scripted not in APPROVED:
                raise Refusal("scripted-reply", scripted)
            return scripted, "scripted-reply"
        if request.kind not in FINANCIAL:
            return "00", ""
        for rule, applies in LOOKING:
            if not self._on[rule.name] or not applies(request, desk):
                continue
            if rule.name == "amount-cents-as-code":
                if request.cents not in APPROVED:
                    raise Refusal(rule.name, request.cents)
                return request.cents, rule.name
            if rule.code:
                raise Refusal(rule.name)
        return "00", ""

    def silences(self, mti: str, request: Request | None, desk: Desk) -> str | None:
        """The rule that drops the answer to this message, or None."""
        if self.manner("silent", mti):
            return "silent"
        if request is None or request.kind not in FINANCIAL or not self._on["card-silent"]:
            return None
        looks = BY_NAME["card-silent"].applies
        return "card-silent" if looks is not None and looks(request, desk) else None


def _mti(mti: str | None) -> str | None:
    if mti is not None and not (len(mti) == 4 and mti.isascii() and mti.isdigit()):
        raise ControlError(f"host: {mti!r} is no MTI; four digits, such as 0200")
    return mti
