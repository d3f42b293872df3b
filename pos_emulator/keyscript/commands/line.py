"""Faults of the line."""

from __future__ import annotations

from functools import partial

from pos_emulator.keyscript.arguments import Arguments, by_value
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.steps.line import AddFault, CleanLine
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target

_SCOPES = by_value(Scope)
_TARGETS = by_value(Target)
_MOST_OCTETS = 9999


def _fault(kind: FaultKind, arguments: Arguments) -> AddFault:
    argument: float = 0
    match kind:
        case FaultKind.DELAY:
            argument = arguments.seconds()
        case FaultKind.FLIP:
            argument = arguments.number("a bit, 0 being the first after STX", least=0, most=8 * _MOST_OCTETS)
        case FaultKind.CUT:
            argument = arguments.number("how many bytes still arrive", least=0, most=_MOST_OCTETS)
    scope = arguments.choice(_SCOPES, "next or every")
    target = arguments.choice(_TARGETS, "request, response, request-frame, response-frame or ack")
    return AddFault(Fault(kind, scope, target, argument, arguments.for_mti()), place=arguments.place)


def _clean(arguments: Arguments) -> CleanLine:
    return CleanLine(place=arguments.place)


_FAULTS = (
    (FaultKind.DROP, "", "", "is lost"),
    (FaultKind.DUPLICATE, "", "", "arrives twice"),
    (FaultKind.DELAY, " TIME", " 3s", "arrives later"),
    (FaultKind.FLIP, " BIT", " 12", "arrives with one bit wrong"),
    (FaultKind.CUT, " BYTES", " 20", "arrives cut off behind so many bytes"),
    (FaultKind.GARBLE, "", "", "arrives with wrong bytes"),
    (FaultKind.SWAP, "", "", "arrives behind the one after it"),
)
_WHAT = "next|every request|response|request-frame|response-frame|ack [for MTI]"

COMMANDS = (
    *(
        Command(
            f"Line {kind.value}", (f"Line {kind.value}{form} {_WHAT}",), f"What crosses the line {says}.",
            f"Line {kind.value}{example} next response for 0200", partial(_fault, kind),
        )
        for kind, form, example, says in _FAULTS
    ),
    Command("Line clean", ("Line clean",), "Ends all faults of the line.", "Line clean", _clean),
)  # fmt: skip
