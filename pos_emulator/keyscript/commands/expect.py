"""Expectations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from pos_emulator.firmware.peripherals import Beep, Lamp
from pos_emulator.keyscript.arguments import Arguments, amount_in, by_value
from pos_emulator.keyscript.commands.clock import plain_name
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.commands.fields import condition
from pos_emulator.keyscript.errors import BadArgument, quoted
from pos_emulator.keyscript.lexer import TokenKind, text_of
from pos_emulator.keyscript.steps.expect import (
    ExpectBeep,
    ExpectElapsed,
    ExpectField,
    ExpectLamp,
    ExpectLedgerBalanced,
    ExpectLedgerFunds,
    ExpectLedgerState,
    ExpectLog,
    ExpectMasked,
    ExpectNothingSent,
    ExpectReceipt,
    ExpectReceived,
    ExpectRecord,
    ExpectRow,
    ExpectScreen,
    ExpectSent,
    ExpectShows,
    ExpectSnapshot,
    ExpectWhy,
    LedgerState,
    Match,
    RecordState,
)
from pos_emulator.keyscript.steps.fields import FieldKept
from pos_emulator.keyscript.steps.step import Expectation, Step
from pos_emulator.keyscript.values import Amount, Saved, Text

_BEEPS = by_value(beep for beep in Beep if beep is not Beep.KEY)
_LAMPS = by_value(Lamp)
_LEDGER_STATES = by_value(LedgerState)
_RECORD_STATES = by_value(RecordState)
_Copy = Literal["merchant", "customer", "fault", "report"]
_COPIES: dict[str, _Copy] = {
    "merchant": "merchant",
    "customer": "customer",
    "fault": "fault",
    "report": "report",
}
_ROWS = 4
_MOST_STARS = 32


def _screen(arguments: Arguments) -> ExpectScreen:
    return ExpectScreen(*_name_and_match(arguments), place=arguments.place)


def _shows(arguments: Arguments) -> ExpectShows:
    return ExpectShows(*_name_and_match(arguments), place=arguments.place)


def _name_and_match(arguments: Arguments) -> tuple[str, Match | None]:
    expected = 'the name of a screen, "text" or /regex/'
    token = arguments.take(expected)
    if token.kind is TokenKind.TEXT:
        return "", text_of(arguments.line, token)
    if token.kind is TokenKind.REGEX:
        return "", arguments.pattern(token.raw, arguments.here)
    if "$" in token.raw:
        raise arguments.wrong(expected)
    return token.raw, arguments.match() if arguments.more else None


def _row(arguments: Arguments) -> ExpectRow:
    number = arguments.number(f"a row from 1 to {_ROWS}", least=1, most=_ROWS)
    return ExpectRow(number, arguments.text(), place=arguments.place)


def _field(arguments: Arguments) -> ExpectField:
    return ExpectField(arguments.word("the name of a field"), _value(arguments), place=arguments.place)


def _value(arguments: Arguments) -> Amount | Text:
    token = arguments.take("a value")
    if token.kind is TokenKind.REGEX:
        raise arguments.wrong("a word or a text in quotes")
    amount = amount_in(token)
    if amount is not None:
        return amount
    text = text_of(arguments.line, token)
    match text.parts:
        case (Saved(_, part="amount") as saved,) if token.is_word:
            return saved
    return text


def _masked(arguments: Arguments) -> ExpectMasked:
    stars = arguments.number("how many stars", least=0, most=_MOST_STARS)
    return ExpectMasked(stars, place=arguments.place)


def _beep(arguments: Arguments) -> ExpectBeep:
    return ExpectBeep(arguments.choice(_BEEPS, "error, ok, fail, decline or paper"), place=arguments.place)


def _lamp(arguments: Arguments) -> ExpectLamp:
    return ExpectLamp(
        arguments.choice(_LAMPS, "default-password, training, line, lock or owed"), place=arguments.place
    )


def _receipt(arguments: Arguments) -> ExpectReceipt:
    copy = arguments.choice(_COPIES, "merchant, customer, fault or report")
    return ExpectReceipt(copy, arguments.match(), place=arguments.place)


def _sent(arguments: Arguments) -> ExpectSent:
    mti = arguments.mti(request=True)
    fields = []
    while arguments.more:
        fields.append(condition(arguments, reply=False))
    return ExpectSent(mti, tuple(fields), place=arguments.place)


def _received(arguments: Arguments) -> ExpectReceived:
    mti = arguments.mti(request=False)
    fields = []
    while arguments.more:
        fields.append(condition(arguments, reply=True))
    return ExpectReceived(mti, tuple(fields), place=arguments.place)


def _nothing_sent(arguments: Arguments) -> ExpectNothingSent:
    return ExpectNothingSent(place=arguments.place)


def _ledger(arguments: Arguments) -> ExpectLedgerBalanced | ExpectLedgerFunds | ExpectLedgerState:
    if arguments.accept("balanced"):
        return ExpectLedgerBalanced(place=arguments.place)
    if arguments.accept("funds"):
        return ExpectLedgerFunds(arguments.amount(), place=arguments.place)
    name = arguments.saved("balanced, funds or a saved transaction such as $sale")
    state = arguments.choice(_LEDGER_STATES, "booked, voided, reversed, absent or refunded")
    amount = arguments.amount() if state is LedgerState.REFUNDED else None
    return ExpectLedgerState(name, state, amount, place=arguments.place)


def _record(arguments: Arguments) -> ExpectRecord:
    name = arguments.saved("a saved transaction such as $sale")
    state = arguments.choice(_RECORD_STATES, "approved, voided, in-doubt, owed, failed or by-hand")
    return ExpectRecord(name, state, place=arguments.place)


def _why(arguments: Arguments) -> ExpectWhy:
    return ExpectWhy(arguments.word("the name of a rule or guard"), place=arguments.place)


def _log(arguments: Arguments) -> ExpectLog:
    return ExpectLog(arguments.text(), place=arguments.place)


def _elapsed(arguments: Arguments) -> ExpectElapsed:
    arguments.keyword("under")
    return ExpectElapsed(arguments.seconds(), place=arguments.place)


def _snapshot(arguments: Arguments) -> ExpectSnapshot:
    return ExpectSnapshot(plain_name(arguments, "the name of a snapshot"), place=arguments.place)


_Form = tuple[str, str, str, str, Callable[[Arguments], Step]]
_FORMS: tuple[_Form, ...] = (
    ("Screen", 'Screen [NAME] ["text"|/re/]', "A screen shown since the last command that acts matches.",
     'Screen void.approved "撤销成功"', _screen),
    ("Shows", 'Shows [NAME] ["text"|/re/]', "The present screen matches.", "Shows void.voucher", _shows),
    ("Row", 'Row N "text"', "A row of the display; 1 is the title.", 'Row 1 "消费撤销"', _row),
    ("Field", "Field NAME VALUE", "A value behind the screen.", "Field amount 58.00", _field),
    ("Masked", "Masked N", "So many stars stand in the field.", "Masked 6", _masked),
    ("Beep", "Beep error|ok|fail|decline|paper", "The beeper sounded.", "Beep error", _beep),
    ("Lamp", "Lamp NAME", "A lamp above the display is on.", "Lamp owed", _lamp),
    ("Receipt", 'Receipt merchant|customer|fault|report "text"|/re/',
     "A slip came out; a settlement slip is a report.",
     'Receipt merchant "消费撤销"', _receipt),
    ("Nothing sent", "Nothing sent", "No message left since the last command that acts.", "Nothing sent",
     _nothing_sent),
    ("Ledger", "Ledger balanced", "The oracle finds nothing: terminal, line and ledger agree.", "Ledger balanced",
     _ledger),
    ("Record", "Record $x approved|voided|in-doubt|owed|failed|by-hand", "How the terminal's record stands.",
     "Record $sale voided", _record),
    ("Why", "Why RULE", "The rule or guard that refused.", "Why card-no-funds", _why),
    ("Log", 'Log "text"', "The log says so.", 'Log "When"', _log),
    ("Elapsed", "Elapsed under TIME", "Virtual time of the scenario.", "Elapsed under 70s", _elapsed),
    ("Snapshot", "Snapshot NAME", "The golden of that name agrees.", "Snapshot after-void", _snapshot),
)  # fmt: skip
_MORE_FORMS = {
    "Ledger": (
        "Expect Ledger $x booked|voided|reversed|absent",
        "Expect Ledger $x refunded AMOUNT",
        "Expect Ledger funds AMOUNT",
    )
}
_FIELDS = 'F39=00, F44="a b", F4~/58/, F52:absent, F64:present, F38:as=$name'

COMMANDS = (
    *(
        Command(
            f"Expect {name}", (f"Expect {form}", *_MORE_FORMS.get(name, ())), meaning, f"Expect {example}", parse
        )
        for name, form, meaning, example, parse in _FORMS
    ),
    Command(
        "Expect Sent", ("Expect Sent MTI [FIELD...]",), f"A request crossed the line, with fields {_FIELDS}.",
        "Expect Sent 0200 F4=000000005800 F64:present", _sent,
    ),
    Command(
        "Expect Received", ("Expect Received MTI [FIELD...]",),
        "A response crossed the line; F11:echo is as in its request.",
        "Expect Received 0210 F39=00 F11:echo", _received,
    ),
)  # fmt: skip

_NEVER_NEGATED = {"Expect Snapshot": "a golden agrees or it does not", "Expect Nothing sent": "expect Sent"}


def negate(command: Command, arguments: Arguments) -> Expectation:
    """The expectation behind `Expect Not`.

    Raises:
        ScriptError: its arguments are wrong, or it has no opposite.
    """
    if command.name in _NEVER_NEGATED:
        raise BadArgument(
            arguments.place, f"{quoted(command.name)} has no opposite", hint=_NEVER_NEGATED[command.name]
        )
    step = command.parse(arguments)
    match step:
        case ExpectSent(fields=fields) | ExpectReceived(fields=fields):
            if any(isinstance(each, FieldKept) for each in fields):
                raise BadArgument(
                    arguments.place, "what is not expected cannot be kept", hint="leave out as="
                )
        case Expectation():
            pass
        case _:
            raise BadArgument(arguments.place, f"{quoted(command.name)} has no opposite")
    return replace(step, negated=True)
