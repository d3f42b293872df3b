"""``ledger``: what the acquirer has booked, asked of it, or read from its file where none runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.options import json_option, state_option
from pos_emulator.commands.printing import heading, print_json, print_pairs, print_table, yuan

EXAMPLES = (
    Example("pos-emulator ledger", "every booking, and what has become of it"),
    Example("pos-emulator ledger --last 5 --legs", "the last five, with the movements of money behind each"),
    Example(
        "pos-emulator ledger --tid 12345676 --alarms --json", "one terminal, and the alarms, for a program"
    ),
)
_HEAD = ("ID", "KIND", "AMOUNT", "STATE", "LEFT", "CARD", "REFERENCE", "APPROVAL", "CODE", "WHEN", "ORIGINAL")


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@state_option
@click.option("--tid", metavar="TID", help="Only the bookings of this terminal.")
@click.option("--last", type=click.IntRange(min=0), metavar="N", help="Only the last so many bookings.")
@click.option("--legs", is_flag=True, help="Also the movements of money behind each booking.")
@click.option("--alarms", is_flag=True, help="Also what a person should look at.")
@json_option
def ledger(
    state: Path | None, tid: str | None, last: int | None, legs: bool, alarms: bool, as_json: bool
) -> None:
    """Show what the acquirer has booked: the other half of the truth, beside the terminal's journal.

    An ID is TID, epoch, batch and voucher number. All movements of money add to 0.
    """
    answer = _answer(state, tid=tid, last=last, alarms=alarms)
    if as_json:
        print_json(answer)
        return
    entries = answer["entries"]
    if entries:
        print_table(_HEAD, [_row(entry) for entry in entries], right=("AMOUNT", "LEFT"))
    else:
        click.echo("nothing is booked")
    if legs:
        _print_legs(entries)
    if answer["batches"]:
        click.echo()
        heading("batches")
        print_table(
            ("TID", "BATCH", "STATE", "DEBIT", "COUNT", "CREDIT", "COUNT", "FLAGS", "DIFFERENCES"),
            [_batch(batch) for batch in answer["batches"]],
            right=("DEBIT", "CREDIT", "COUNT", "DIFFERENCES"),
        )
    if alarms:
        click.echo()
        heading("alarms")
        print_table(
            ("WHEN", "ALARM", "TID", "STAN", "TEXT"),
            [
                (f"{a['date']} {_clock(a['time'])}", a["name"], a["tid"], a["stan"], a["text"])
                for a in answer["alarms"]
            ],
        )
    click.echo()
    off = answer["out_of_balance"]
    click.echo("all movements of money add to 0" if off == 0 else f"OUT OF BALANCE by {yuan(off)}")


def _answer(state: Path | None, *, tid: str | None, last: int | None, alarms: bool) -> dict[str, Any]:
    from pos_emulator.commands.operator_side import acquirer_folder, ask_operator_side
    from pos_emulator.runtime.errors import AcquirerError, ControlError

    request: dict[str, Any] = {"do": "ledger"}
    if tid is not None:
        request["tid"] = tid
    if last is not None:
        request["last"] = last
    try:
        answer = {"source": "acquirer", **ask_operator_side(state, request)}
        if alarms:
            answer |= ask_operator_side(state, {"do": "alarms"})
    except ControlError:
        raise
    except AcquirerError as error:
        from pos_emulator.commands.ledger_reading import read_ledger

        path = acquirer_folder(state) / "ledger.db"
        answer = {"source": "file", **read_ledger(path, tid=tid, last=last, alarms=alarms)}
        click.echo(f"note: {error.what}; read from {path}", err=True)
    return answer


def _row(entry: dict[str, Any]) -> Sequence[str]:
    left = yuan(entry["amount"] - entry["refunded"]) if entry["refunded"] else ""
    return (
        _id(entry["id"]),
        entry["kind"],
        yuan(entry["amount"]),
        entry["state"] + (", uploaded" if entry["uploaded"] else ""),
        left,
        entry["card"],
        entry["rrn"],
        entry["approval"],
        entry["code"],
        f"{entry['date']} {_clock(entry['time'])}",
        _id(entry["original"]) if entry["original"] else "",
    )


def _batch(batch: dict[str, Any]) -> Sequence[str]:
    both = (batch["domestic"], batch["foreign"])
    sums = {name: sum(half[name] for half in both) for name in both[0]}
    return (
        batch["tid"],
        batch["number"],
        batch["state"],
        yuan(sums["debit_amount"]),
        str(sums["debit_count"]),
        yuan(sums["credit_amount"]),
        str(sums["credit_count"]),
        batch["flags"],
        str(batch["differences"]),
    )


def _print_legs(entries: Sequence[dict[str, Any]]) -> None:
    for entry in entries:
        click.echo()
        heading(f"{_id(entry['id'])} {entry['kind']}")
        print_pairs(
            ((leg["account"], f"{yuan(leg['amount']):>14}  {leg['because']}") for leg in entry["legs"]),
            indent="  ",
        )


def _id(id: dict[str, Any]) -> str:
    return f"{id['tid']} {id['epoch']}/{id['batch']}/{id['stan']}"


def _clock(time: str) -> str:
    return f"{time[:2]}:{time[2:4]}:{time[4:]}"
