"""``rules``: the host's rules in the order they are looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.options import json_option, state_option

EXAMPLES = (
    Example("pos-emulator rules", "every rule, whether it is on, and what it answers with"),
    Example("pos-emulator rules --json", "for a program"),
)

SWITCHED = "*"
"""Stands before a rule that can be switched."""


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@state_option
@json_option
def rules(state: Path | None, as_json: bool) -> None:
    """Show the host's rules, in order. Each refusal and silence carries the name of its rule.

    Those marked * can be switched with `pos-emulator host rules NAME on|off`; the others guard money
    or keys, or are what `host` has scripted. Where no acquirer runs, they are shown as one starts.
    """
    show_rules(state, as_json=as_json)


def show_rules(state: Path | None, *, as_json: bool) -> None:
    """Print the rules of the acquirer that runs, or as one starts."""
    from pos_emulator.commands.printing import print_json, print_table

    found = _rules(state)
    if as_json:
        print_json({"rules": found})
        return
    print_table(
        (SWITCHED, "NAME", "ON", "CODE", "WHAT IT SAYS"),
        [
            (
                "" if rule["fixed"] else SWITCHED,
                rule["name"],
                "on" if rule["on"] else "off",
                rule["code"],
                rule["says"],
            )
            for rule in found
        ],
    )
    click.echo(f"\n{SWITCHED} can be switched: pos-emulator host rules NAME on|off")


def _rules(state: Path | None) -> list[dict[str, Any]]:
    from pos_emulator.commands.operator_side import ask_operator_side
    from pos_emulator.runtime.errors import AcquirerError, ControlError

    try:
        found: list[dict[str, Any]] = ask_operator_side(state, {"do": "rules"})["rules"]
    except ControlError:
        raise
    except AcquirerError as error:
        from pos_emulator.acquirer.rule_book import RuleBook

        click.echo(f"note: {error.what}; these are the rules as one starts", err=True)
        return [
            {"name": rule.name, "says": rule.says, "code": rule.code, "on": rule.on, "fixed": rule.fixed}
            for rule in RuleBook().rules()
        ]
    return found
