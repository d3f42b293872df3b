"""``journal``: what the terminal remembers, read beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.options import json_option, lang_option, state_option, state_path

EXAMPLES = (
    Example("pos-emulator journal", "the open batch, and whatever is not finished"),
    Example("pos-emulator journal --audit --lang zh", "who asked for what, in the words of the display"),
    Example(
        "pos-emulator journal --settled --json", "with the transactions of closed batches, for a program"
    ),
)
_HEAD = ("VOUCHER", "KIND", "AMOUNT", "MARK", "CARD", "REFERENCE", "APPROVAL", "WHEN", "OP", "ORIGINAL")
_GIVES_BACK = frozenset({"void", "refund"})

Words = Callable[[str, str], str]
"""A word by its group and key."""


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@state_option
@click.option("--settled", is_flag=True, help="Also what is left of closed batches.")
@click.option("--audit", is_flag=True, help="Also the audit log.")
@json_option
@lang_option
def journal(state: Path | None, settled: bool, audit: bool, as_json: bool, lang: str | None) -> None:
    """Show what the terminal remembers: the open batch, and what is owed, in doubt or by hand.

    It may run meanwhile. Card numbers are never in it in clear.
    """
    from pos_emulator.commands.journal_view import plain_journal
    from pos_emulator.commands.printing import print_json
    from pos_emulator.runtime.flash_reading import read_state

    plain = plain_journal(read_state(state_path(state) / "terminal.db"), settled=settled, audit=audit)
    if as_json:
        print_json(plain)
        return
    _print(plain, _words(lang))


def _print(plain: dict[str, Any], words: Words) -> None:
    from pos_emulator.commands.printing import heading, print_pairs, print_table, yuan

    who = plain["operator"]
    sums = plain["totals"]
    print_pairs(
        [
            ("batch", f"{plain['batch']}, next voucher {plain['next_stan']}"),
            ("operator", f"{who}, signed on {_day(plain['signed_on_day'])}" if who else "nobody signed on"),
            ("debit", f"{yuan(sums['debit_amount'])} in {sums['debit_count']}"),
            ("credit", f"{yuan(sums['credit_amount'])} in {sums['credit_count']}"),
            *_unfinished(plain),
        ]
    )
    for title, left in (
        ("owed", [plain["owed"]] if plain["owed"] else []),
        ("in doubt", plain["in_doubt"]),
        ("by hand", plain["by_hand"]),
    ):
        if left:
            click.echo()
            heading(title)
            print_table(
                ("VOUCHER", "BATCH", "WHAT", "KIND", "AMOUNT", "CARD", "SINCE", "TRIED"),
                [_open_end(each, words) for each in left],
                right=("AMOUNT", "TRIED"),
            )
    click.echo()
    if plain["transactions"]:
        print_table(_HEAD, [_transaction(each, words) for each in plain["transactions"]], right=("AMOUNT",))
    else:
        click.echo("no transactions in the open batch")
    _print_more(plain, words)


def _print_more(plain: dict[str, Any], words: Words) -> None:
    from pos_emulator.commands.printing import heading, print_table, yuan

    for name, head, right, row in (
        (
            "settled",
            ("BATCH", "VOUCHER", "KIND", "AMOUNT", "REFERENCE", "DATE"),
            ("AMOUNT",),
            lambda each: (
                each["batch"],
                each["voucher"],
                words("name", each["kind"]),
                yuan(each["amount"]),
                each["rrn"],
                _day(each["date"]),
            ),
        ),
        (
            "audit",
            ("WHEN", "OP", "WHAT", "OUTCOME", "VOUCHER"),
            (),
            lambda each: (each["at"], each["operator"], each["what"], each["outcome"], each["voucher"] or ""),
        ),
    ):
        if name not in plain:
            continue
        click.echo()
        heading(name)
        print_table(head, [row(each) for each in plain[name]], right=right)


def _unfinished(plain: dict[str, Any]) -> list[tuple[str, str]]:
    from pos_emulator.commands.printing import yuan

    found = []
    if plain["locked_by"]:
        found.append(("locked", f"by operator {plain['locked_by']}"))
    if plain["settling"]:
        found.append(("settling", f"batch {plain['settling']['batch']}, at {plain['settling']['step']}"))
    if plain["slip_due"]:
        slip = plain["slip_due"]
        found.append(("slip due", f"{slip['kind']} {slip['voucher']}, {yuan(slip['amount'])}"))
    return found


def _transaction(each: dict[str, Any], words: Words) -> Sequence[str]:
    from pos_emulator.commands.printing import yuan

    time = each["time"]
    return (
        each["voucher"],
        words("name", each["kind"]),
        yuan(-each["amount"] if each["kind"] in _GIVES_BACK else each["amount"]),
        words("status", each["mark"]),
        each["card"],
        each["rrn"],
        each["approval"],
        f"{each['date']} {time[:2]}:{time[2:4]}:{time[4:]}",
        each["operator"],
        each["original_voucher"] or each["original_rrn"] or "",
    )


def _open_end(each: dict[str, Any], words: Words) -> Sequence[str]:
    from pos_emulator.commands.printing import yuan

    kind = words("name", each["kind"])
    return (
        each["voucher"],
        each["batch"],
        each["what"],
        kind,
        yuan(each["amount"]),
        each["card"],
        each["at"],
        str(each["tried"]),
    )


def _day(mmdd: str) -> str:
    return f"{mmdd[:2]}-{mmdd[2:]}"


def _words(lang: str | None) -> Words:
    """Names and marks in the language asked for, else as programs have them."""
    if lang is None:
        return lambda group, key: key
    from pos_emulator.texts import Texts

    texts = Texts(lang)
    return lambda group, key: texts.words(group).get(key, key)
