"""The operator side: what may be asked of a running acquirer, one JSON object a request. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

from pos_emulator.acquirer import ledger_view
from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.errors import AcquirerError, ControlError
from pos_emulator.link.faults import Fault, FaultKind, Faults, Scope, Target

Asked = Mapping[str, Any]
Answer = dict[str, Any]

E = TypeVar("E", bound=Enum)

MOST_ENTRIES = 100_000
MOST_NUMBER = 1_000_000
LONGEST_TEXT = 100


class Control:
    """Answers the operator side of one acquirer.

    Args:
        acquirer: The host.
        faults: The faults of its line.
        line: What is known of the line, for ``status``.
    """

    def __init__(self, acquirer: Acquirer, faults: Faults, line: Callable[[], Answer]) -> None:
        self._acquirer = acquirer
        self._faults = faults
        self._line = line
        self._do: Mapping[str, Callable[[Asked], Answer]] = MappingProxyType(
            {
                "status": self._status,
                "ledger": self._ledger,
                "export": self._export,
                "alarms": self._alarms,
                "rules": self._rules,
                "rule": self._rule,
                "host": self._host,
                "fault": self._fault,
                "why": self._why,
                "funds": self._funds,
                "day": self._day,
                "unlock-code": self._unlock_code,
            }
        )

    def answer(self, asked: object) -> Answer:
        """``{"ok": true, …}``, or ``{"ok": false, "error": what, where, what to do}``; never raises."""
        if not isinstance(asked, Mapping) or not all(isinstance(key, str) for key in asked):
            return _refused('control: expected a JSON object such as {"do": "status"}')
        do = self._do.get(asked.get("do", "")) if isinstance(asked.get("do"), str) else None
        if do is None:
            return _refused(f'control: nothing to do; "do" is one of {", ".join(self._do)}, watch')
        try:
            return {"ok": True} | do(asked)
        except AcquirerError as error:
            return _refused(str(error))

    def _status(self, asked: Asked) -> Answer:
        return ledger_view.plain_status(self._acquirer) | {"line": self._line()}

    def _ledger(self, asked: Asked) -> Answer:
        ledger = self._acquirer.ledger
        tid = None if asked.get("tid") is None else _text(asked, "tid")
        last = None if asked.get("last") is None else _whole(asked, "last", least=0, most=MOST_ENTRIES)
        return {
            "entries": ledger_view.plain_entries(ledger_view.entries(ledger, tid=tid, last=last)),
            "batches": ledger_view.plain_batches(ledger),
            "out_of_balance": ledger_view.out_of_balance(ledger),
        }

    def _export(self, asked: Asked) -> Answer:
        return ledger_view.plain_export(self._acquirer.ledger)

    def _alarms(self, asked: Asked) -> Answer:
        return {"alarms": ledger_view.plain_alarms(self._acquirer.ledger)}

    def _rules(self, asked: Asked) -> Answer:
        return {
            "rules": [
                {"name": rule.name, "says": rule.says, "code": rule.code, "on": rule.on, "fixed": rule.fixed}
                for rule in self._acquirer.rules.rules()
            ]
        }

    def _rule(self, asked: Asked) -> Answer:
        on = asked.get("on")
        if not isinstance(on, bool):
            raise ControlError('rule: "on" is true or false')
        self._acquirer.rules.switch(_text(asked, "name"), on)
        return {}

    def _host(self, asked: Asked) -> Answer:
        """``reply``, ``silent``, ``deaf``, ``late``, ``requirement`` or ``normal``, with ``for`` an MTI."""
        rules = self._acquirer.rules
        mti = None if asked.get("for") is None else _text(asked, "for")
        if "reply" in asked:
            rules.reply(_text(asked, "reply"), mti)
        elif asked.get("silent") is True:
            rules.silent(mti)
        elif asked.get("deaf") is True:
            rules.deaf(mti)
        elif "late" in asked:
            rules.late(_number(asked, "late"), mti)
        elif "requirement" in asked:
            rules.require(_whole(asked, "requirement", least=0, most=9))
        elif asked.get("normal") is True:
            rules.normal()
        else:
            raise ControlError(
                'host: expected one of "reply", "silent", "deaf", "late", "requirement", "normal"'
            )
        return {}

    def _fault(self, asked: Asked) -> Answer:
        name = _text(asked, "fault")
        if name == "clean":
            self._faults.clear()
            return {}
        kind = _one_of(FaultKind, name, "fault")
        scope = _one_of(Scope, _text(asked, "scope"), "scope")
        target = _one_of(Target, _text(asked, "target"), "target")
        argument = _number(asked, "argument") if "argument" in asked else 0
        mti = None if asked.get("for") is None else _text(asked, "for")
        try:
            self._faults.add(Fault(kind, scope, target, argument, mti))
        except ValueError as error:
            raise ControlError(f"fault: {error}") from None
        return {}

    def _why(self, asked: Asked) -> Answer:
        tid, stan = _text(asked, "tid"), _text(asked, "stan").zfill(6)
        why = self._acquirer.why(tid, stan)
        if why is None:
            raise ControlError(f"why: nothing is remembered of {tid} {stan}; only the last messages are")
        return {"rule": why.rule, "code": why.code, "text": why.text}

    def _funds(self, asked: Asked) -> Answer:
        mid = self._acquirer.settings.terminals[0].mid if asked.get("mid") is None else _text(asked, "mid")
        if mid not in {terminal.mid for terminal in self._acquirer.settings.terminals}:
            raise ControlError(f"funds: no merchant {mid!r} is registered here; check its MID")
        if "amount" in asked:
            self._acquirer.set_funds(mid, _whole(asked, "amount", least=0, most=10**14))
        return {"mid": mid, "funds": self._acquirer.funds(mid)}

    def _day(self, asked: Asked) -> Answer:
        days = _whole(asked, "add", least=-3650, most=3650) if "add" in asked else 0
        day = self._acquirer.add_days(days) if days else self._acquirer.business_day()
        return {"business_day": day.isoformat()}

    def _unlock_code(self, asked: Asked) -> Answer:
        return {"code": self._acquirer.unlock_code(_text(asked, "tid"), _text(asked, "number")).reveal()}


def _refused(text: str) -> Answer:
    return {"ok": False, "error": text}


def _text(asked: Asked, name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str) or not value:
        raise ControlError(f'{asked["do"]}: "{name}" is missing or no text')
    if len(value) > LONGEST_TEXT or not value.isprintable():
        raise ControlError(f'{asked["do"]}: "{name}" is printable text of up to {LONGEST_TEXT} characters')
    return value


def _whole(asked: Asked, name: str, *, least: int, most: int) -> int:
    value = asked.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ControlError(f'{asked["do"]}: "{name}" is a whole number from {least} to {most}')
    return value


def _number(asked: Asked, name: str) -> float:
    value = asked.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ControlError(f'{asked["do"]}: "{name}" is a number')
    if not abs(value) <= MOST_NUMBER:
        raise ControlError(f'{asked["do"]}: "{name}" is at most {MOST_NUMBER}')
    return value


def _one_of(choices: type[E], value: str, name: str) -> E:
    try:
        return choices(value)
    except ValueError:
        known = ", ".join(str(choice.value) for choice in choices)
        raise ControlError(f"fault: {name} {value!r}, expected one of {known}") from None
