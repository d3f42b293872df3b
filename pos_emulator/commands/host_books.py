"""``host funds``, ``day``, ``why``, ``unlock-code``: what is asked of the acquirer's books."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pos_emulator.commands.amounts import Amount
from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.operator_side import ask_operator_side
from pos_emulator.commands.options import json_option, state_option
from pos_emulator.commands.printing import print_json, yuan


@click.command(
    cls=ExampleCommand,
    examples=(
        Example("pos-emulator host funds", "what the merchant holds"),
        Example("pos-emulator host funds 10.00", "so little that a refund of 20.00 is refused with 51"),
    ),
)
@click.argument("amount", type=Amount(), required=False, metavar="[AMOUNT]")
@click.option("--mid", metavar="MID", help="Of this merchant; the profile's if not given.")
@state_option
@json_option
def funds(amount: int | None, mid: str | None, state: Path | None, as_json: bool) -> None:
    """Show or set what the merchant holds at the acquirer: refunds are paid from it."""
    request: dict[str, Any] = {"do": "funds"}
    if amount is not None:
        request["amount"] = amount
    if mid is not None:
        request["mid"] = mid
    answer = ask_operator_side(state, request)
    if as_json:
        print_json(answer)
    else:
        click.echo(f"merchant {answer['mid']} holds {yuan(answer['funds'])}")


@click.command(
    cls=ExampleCommand,
    examples=(
        Example("pos-emulator host day", "the business day"),
        Example("pos-emulator host day +1", "tomorrow: yesterday's sales can no longer be voided"),
    ),
)
@click.argument("add", type=click.IntRange(-3650, 3650), required=False, metavar="[+DAYS]")
@state_option
@json_option
def day(add: int | None, state: Path | None, as_json: bool) -> None:
    """Show the host's business day, or move it on."""
    request: dict[str, Any] = {"do": "day"} if add is None else {"do": "day", "add": add}
    answer = ask_operator_side(state, request)
    if as_json:
        print_json(answer)
    else:
        click.echo(f"business day {answer['business_day']}")


@click.command(
    cls=ExampleCommand,
    examples=(Example("pos-emulator host why 12345676 000012", "why that voucher was answered as it was"),),
)
@click.argument("tid")
@click.argument("stan")
@state_option
@json_option
def why(tid: str, stan: str, state: Path | None, as_json: bool) -> None:
    """Say which rule was behind an answer, or behind a silence.

    STAN is the trace number: the voucher number on the slip.
    """
    answer = ask_operator_side(state, {"do": "why", "tid": tid, "stan": stan})
    if as_json:
        print_json(answer)
        return
    says = answer["text"] or _says(answer["rule"])
    click.echo(f"{answer['code'] or 'no answer'}: {answer['rule']}{f' ({says})' if says else ''}")


def _says(rule: str) -> str:
    from pos_emulator.acquirer.rules import BY_NAME

    return BY_NAME[rule].says if rule in BY_NAME else ""


@click.command(
    "unlock-code",
    cls=ExampleCommand,
    examples=(
        Example("pos-emulator host unlock-code 12345676 48213907", "read the code over the telephone"),
    ),
)
@click.argument("tid")
@click.argument("number")
@state_option
@json_option
def unlock_code(tid: str, number: str, state: Path | None, as_json: bool) -> None:
    """Give the one-time code for a terminal that wrong passwords have locked.

    NUMBER stands on its screen password.unlock, 8 digits. The code is good for that TID and number only.
    """
    answer = ask_operator_side(state, {"do": "unlock-code", "tid": tid, "number": number})
    if as_json:
        print_json(answer)
    else:
        click.echo(answer["code"])
