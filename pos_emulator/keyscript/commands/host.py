"""What the operator of the host does."""

from __future__ import annotations

import re

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands.command import Command, later
from pos_emulator.keyscript.steps.host import (
    HostDay,
    HostDeaf,
    HostFunds,
    HostLate,
    HostNormal,
    HostReply,
    HostRule,
    HostSilent,
)


def _reply(arguments: Arguments) -> HostReply:
    code = arguments.word("a response code such as 91")
    if not re.fullmatch("[0-9A-Z]{2}", code):
        raise arguments.wrong("a response code such as 91")
    return HostReply(code, arguments.for_mti(), place=arguments.place)


def _silent(arguments: Arguments) -> HostSilent:
    return HostSilent(arguments.for_mti(), place=arguments.place)


def _deaf(arguments: Arguments) -> HostDeaf:
    return HostDeaf(arguments.for_mti(), place=arguments.place)


def _late(arguments: Arguments) -> HostLate:
    return HostLate(arguments.seconds(), arguments.for_mti(), place=arguments.place)


def _normal(arguments: Arguments) -> HostNormal:
    return HostNormal(place=arguments.place)


def _rule(arguments: Arguments) -> HostRule:
    name = arguments.word("the name of a host rule")
    return HostRule(name, arguments.choice({"on": True, "off": False}, "on or off"), place=arguments.place)


def _funds(arguments: Arguments) -> HostFunds:
    return HostFunds(arguments.amount(), place=arguments.place)


def _day(arguments: Arguments) -> HostDay:
    return HostDay(arguments.days(), place=arguments.place)


_APPLICATIONS = "applications"

COMMANDS = (
    Command(
        "Host reply", ("Host reply CODE [for MTI]",),
        "The next request (0100, 0200 or 0220 unless given) is answered so.", "Host reply 91 for 0220", _reply,
    ),
    Command(
        "Host silent", ("Host silent [for MTI]",), "Requests are booked and never answered, until Host normal.",
        "Host silent for 0200", _silent,
    ),
    Command(
        "Host deaf", ("Host deaf [for MTI]",), "The line takes requests, the host hears none: nothing is booked.",
        "Host deaf for 0200", _deaf,
    ),
    Command(
        "Host late", ("Host late TIME [for MTI]",), "Requests are booked at arrival and answered later.",
        "Host late 70s", _late,
    ),
    Command("Host normal", ("Host normal",), "Ends what was scripted of the host.", "Host normal", _normal),
    Command("Host rule", ("Host rule NAME on|off",), "Switches a rule.", "Host rule wrong-pin off", _rule),
    Command("Host funds", ("Host funds AMOUNT",), "What the merchant holds for refunds.", "Host funds 100.00", _funds),
    Command("Host day", ("Host day +N",), "The host's day is N ahead.", "Host day +1", _day),
    later("Host approve", "Host approve $application", "An application is approved.", since=_APPLICATIONS),
    later("Host reject", "Host reject $application", "An application is rejected.", since=_APPLICATIONS),
    later("Host ask-documents", "Host ask-documents $application", "More is asked for.", since=_APPLICATIONS),
)  # fmt: skip
