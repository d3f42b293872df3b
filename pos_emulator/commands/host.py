"""``host``: the operator side of the acquirer, over its control socket and never over the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pos_emulator.commands.command import Example, ExampleGroup, OneOf
from pos_emulator.commands.host_books import day, funds, unlock_code, why
from pos_emulator.commands.host_faults import faults
from pos_emulator.commands.operator_side import ask_operator_side
from pos_emulator.commands.options import json_option, state_option
from pos_emulator.commands.printing import print_json, print_pairs, print_table, yuan

EXAMPLES = (
    Example("pos-emulator host reply 51", "the next sale, void or refund is answered with 51"),
    Example("pos-emulator host silent --for 0200", "no answer to any 0200, until: pos-emulator host normal"),
    Example("pos-emulator host faults drop next response", "the line loses the next answer and its repeats"),
)
ON_OFF = ("on", "off")


def _rule_names() -> tuple[str, ...]:
    from pos_emulator.acquirer.rules import CATALOGUE

    return tuple(rule.name for rule in CATALOGUE if not rule.fixed)


@click.group(cls=ExampleGroup, examples=EXAMPLES)
def host() -> None:
    """Make the host behave: its answers, rules, line faults, funds and day.

    It asks the acquirer that runs with the same state folder. What is scripted here ends with the
    acquirer, or with `normal`; funds and day stay.
    """


mti_option = click.option("--for", "mti", metavar="MTI", help="Only for messages of this type, such as 0200.")


def _tell_host(state: Path | None, said: str, **request: Any) -> None:
    """Ask for something that has no answer but done, and say so."""
    ask_operator_side(state, {key: value for key, value in request.items() if value is not None})
    click.echo(said)


def _concerned(mti: str | None) -> str:
    return f" to {mti}" if mti else ""


@host.command(examples=(Example("pos-emulator host status", "line, terminals, day and funds at a glance"),))
@state_option
@json_option
def status(state: Path | None, as_json: bool) -> None:
    """Show line, terminals, business day and funds."""
    found = ask_operator_side(state, {"do": "status"})
    if as_json:
        print_json(found)
        return
    off = found["out_of_balance"]
    print_pairs(
        [
            ("line", f"{found['line']['device']}, {found['line']['connections']} connected"),
            ("business day", found["business_day"]),
            *((f"funds of {mid}", yuan(amount)) for mid, amount in found["funds"].items()),
            (
                "ledger",
                f"{found['ledger_id']}, {'in balance' if off == 0 else f'OUT OF BALANCE by {yuan(off)}'}",
            ),
            ("alarms", str(found["alarms"])),
        ]
    )
    if found["terminals"]:
        click.echo()
        print_table(
            ("TID", "MID", "EPOCH", "BATCH", "KEYS"),
            [
                (
                    t["tid"],
                    t["mid"],
                    str(t["epoch"]),
                    t["batch"],
                    "in use" if t["signed_on"] else "not used yet",
                )
                for t in found["terminals"]
            ],
        )


@host.command(
    examples=(
        Example("pos-emulator host rules", "every rule"),
        Example("pos-emulator host rules amount-cents-as-code on", "9,000.51 is answered with 51"),
    )
)
@click.argument(
    "name", type=OneOf("rule that can be switched", _rule_names), required=False, metavar="[NAME]"
)
@click.argument("on_off", type=OneOf("switch", lambda: ON_OFF), required=False, metavar="[on|off]")
@state_option
@json_option
def rules(name: str | None, on_off: str | None, state: Path | None, as_json: bool) -> None:
    """Show the rules, or switch one that can be switched."""
    if name is not None and on_off is None:
        raise click.UsageError(f"on or off is missing: pos-emulator host rules {name} on")
    if name is not None:
        ask_operator_side(state, {"do": "rule", "name": name, "on": on_off == "on"})
        if not as_json:
            click.echo(f"rule {name} is {on_off}")
            return
    from pos_emulator.commands.rules import show_rules

    show_rules(state, as_json=as_json)


@host.command(
    examples=(Example("pos-emulator host reply 91 --for 0220", "the next refund: issuer unavailable"),)
)
@click.argument("code")
@mti_option
@state_option
def reply(code: str, mti: str | None, state: Path | None) -> None:
    """Answer the next message with a response CODE.

    Without --for it is the next 0100, 0200 or 0220. A code that approves books as usual; any other
    books nothing.
    """
    said = f"the next {mti or '0100, 0200 or 0220'} is answered with {code.upper()}"
    _tell_host(state, said, do="host", reply=code.upper(), **{"for": mti})


@host.command(examples=(Example("pos-emulator host silent", "booked as usual, and never answered"),))
@mti_option
@state_option
def silent(mti: str | None, state: Path | None) -> None:
    """Book as usual, but send no answer, until `normal`."""
    _tell_host(state, f"booked as usual, no answer{_concerned(mti)}", do="host", silent=True, **{"for": mti})


@host.command(examples=(Example("pos-emulator host deaf --for 0400", "reversals never arrive"),))
@mti_option
@state_option
def deaf(mti: str | None, state: Path | None) -> None:
    """Let messages not arrive at all, until `normal`."""
    _tell_host(state, f"nothing is heard{f' of {mti}' if mti else ''}", do="host", deaf=True, **{"for": mti})


@host.command(examples=(Example("pos-emulator host late 65 --for 0200", "later than the terminal waits"),))
@click.argument("seconds", type=click.FloatRange(0, 86_400))
@mti_option
@state_option
def late(seconds: float, mti: str | None, state: Path | None) -> None:
    """Book at arrival, but answer after so many SECONDS, until `normal`."""
    said = f"answers{_concerned(mti)} go out after {seconds:g} s"
    _tell_host(state, said, do="host", late=seconds, **{"for": mti})


@host.command(examples=(Example("pos-emulator host normal", "after silent, deaf, late or an unused reply"),))
@state_option
def normal(state: Path | None) -> None:
    """End everything scripted; rules stay as they are switched, and faults of the line stay."""
    _tell_host(state, "the host answers normally", do="host", normal=True)


for _command in (faults, funds, day, why, unlock_code):
    host.add_command(_command)
