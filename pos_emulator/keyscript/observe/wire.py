"""Expectations of what crossed the line."""

from __future__ import annotations

from dataclasses import dataclass

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.masking import masked, plain
from iso8583_specs.message import Message
from pos_emulator.keyscript.observe.evidence import list_of, table_of
from pos_emulator.keyscript.observe.messages import Seen
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.expect import ExpectNothingSent, ExpectReceived, ExpectSent
from pos_emulator.keyscript.steps.fields import (
    Condition,
    FieldAbsent,
    FieldEcho,
    FieldEquals,
    FieldKept,
    FieldMatches,
    FieldPresent,
)
from pos_emulator.keyscript.values import Saved

WireStep = ExpectSent | ExpectReceived | ExpectNothingSent


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not as expected; both sides masked."""

    number: int
    expected: str
    found: str

    def __str__(self) -> str:
        return f"F{self.number}: expected {self.expected}, found {self.found}"


def expect_wire(stage: Stage, step: WireStep) -> None:
    """Hold an expectation against the messages.

    Raises:
        ScenarioFailed: it does not hold.
    """
    match step:
        case ExpectNothingSent():
            sent = stage.tap.sent_since(stage.marks.messages)
            if bool(sent) is not step.negated:
                problem = "nothing was sent" if step.negated else f"{sent[-1].message.mti} was sent"
                raise ScenarioFailed(problem, table_of(sent[-1]) if sent else ())
        case ExpectSent(mti, conditions):
            _expect_message(stage, mti, conditions, sent=True, negated=step.negated)
        case ExpectReceived(mti, conditions):
            _expect_message(stage, mti, conditions, sent=False, negated=step.negated)


def _expect_message(
    stage: Stage, mti: str, conditions: tuple[Condition, ...], *, sent: bool, negated: bool
) -> None:
    every = stage.tap.messages()
    later = [seen for seen in every if stage.matched is None or seen > stage.matched]
    candidates = [seen for seen in later if seen.sent is sent and seen.message.mti == mti]
    for seen in candidates:
        if not differences(stage, seen, conditions, every):
            if negated:
                raise ScenarioFailed(f"{mti} was {_way(sent)}", table_of(seen))
            stage.matched = seen
            _keep(stage, seen.message, conditions)
            return
    if negated:
        return
    if not candidates:
        heard = list_of(later)
        raise ScenarioFailed(
            f"no {mti} was {_way(sent)}",
            ("since the last message that matched:", *(f"  {line}" for line in heard)),
        )
    seen = candidates[-1]
    found = differences(stage, seen, conditions, every)
    raise ScenarioFailed(
        f"{mti} was {_way(sent)} with other fields",
        (*(str(each) for each in found), *table_of(seen)),
    )


def differences(
    stage: Stage, seen: Seen, conditions: tuple[Condition, ...], every: list[Seen]
) -> list[Difference]:
    """The fields of a message that are not as expected."""
    found = []
    for condition in conditions:
        number, message = condition.number, seen.message
        value = message.get(number)
        actual = None if value is None else plain(value)
        match condition:
            case FieldEquals():
                wanted = _wanted(stage, condition)
                holds = actual is not None and wanted.rstrip() == actual.rstrip()
                expected = _hidden(message, number, wanted)
            case FieldMatches(pattern=pattern):
                holds = actual is not None and pattern.search(actual) is not None
                expected = f"/{pattern.pattern}/"
            case FieldAbsent():
                holds, expected = actual is None, "absent"
            case FieldPresent() | FieldKept():
                holds, expected = actual is not None, "present"
            case FieldEcho():
                asked = _request_of(seen, every)
                holds = asked is not None and actual is not None and asked.get(number) == value
                expected = "as in its request"
        if not holds:
            found.append(Difference(number, expected, _masked(message, number)))
    return found


def _wanted(stage: Stage, condition: FieldEquals) -> str:
    """The value in full; an amount alone in F4 stands there in fen, with its zeros."""
    match condition.value.parts:
        case (Saved(part="amount") as saved,) if condition.number == 4:
            return f"{stage.values.fen(saved, stage.bench.state):012d}"
    return condition.value.filled(lambda saved: stage.values.text(saved, stage.bench.state))


def _request_of(reply: Seen, every: list[Seen]) -> Message | None:
    mti = f"{int(reply.message.mti) - 10:04d}"
    asked = [seen.message for seen in every if seen.sent and seen < reply and seen.message.mti == mti]
    return asked[-1] if asked else None


def _keep(stage: Stage, message: Message, conditions: tuple[Condition, ...]) -> None:
    for condition in conditions:
        if isinstance(condition, FieldKept):
            stage.values.keep_value(condition.save_as, plain(message[condition.number]))


def _masked(message: Message, number: int) -> str:
    value = message.get(number)
    return "absent" if value is None else masked(UNIONPAY_POS.elements[number].mask, message, value)


def _hidden(message: Message, number: int, wanted: str) -> str:
    """The expected value, hidden as the field itself is."""
    return masked(UNIONPAY_POS.elements[number].mask, message.with_({number: wanted}), wanted)


def _way(sent: bool) -> str:
    return "sent" if sent else "received"
