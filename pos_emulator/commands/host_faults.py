"""``host faults``: what happens to bytes on the acquirer's end of the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pos_emulator.commands.command import Example, ExampleCommand, OneOf, did_you_mean
from pos_emulator.commands.operator_side import ask_operator_side
from pos_emulator.commands.options import state_option

WITH_ARGUMENT = {"delay": "SECONDS", "flip": "BIT", "cut": "BYTES"}
WITHOUT_ARGUMENT = ("drop", "duplicate", "garble", "swap", "clean")
FAULTS = (*WITHOUT_ARGUMENT, *WITH_ARGUMENT)
SCOPES = ("next", "every")
TARGETS = ("request", "response", "request-frame", "response-frame", "ack")
EXAMPLES = (
    Example("pos-emulator host faults drop next response --for 0200", "the answer to the next 0200 is lost"),
    Example(
        "pos-emulator host faults flip 12 next response-frame",
        "one bit wrong in one frame: a repeat heals it",
    ),
    Example("pos-emulator host faults clean", "an end to all faults"),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("fault", type=OneOf("fault", lambda: FAULTS), metavar="FAULT")
@click.argument("rest", nargs=-1, metavar="[ARG] SCOPE TARGET")
@click.option("--for", "mti", metavar="MTI", help="Only in the exchange of this request, such as 0200.")
@state_option
def faults(fault: str, rest: tuple[str, ...], mti: str | None, state: Path | None) -> None:
    """Let the line fail.

    \b
    FAULT   drop, duplicate, garble, swap, delay SECONDS, flip BIT, cut BYTES; or clean, which ends all
    SCOPE   next, every
    TARGET  request, response: a message with all its repeats
            request-frame, response-frame: one frame, so that a repeat heals it
            ack

    Bits and bytes count from the first after STX.
    """
    request: dict[str, Any] = {"do": "fault", "fault": fault}
    if fault == "clean":
        if rest or mti:
            raise click.UsageError("clean ends all faults; nothing may follow it")
        ask_operator_side(state, request)
        click.echo("the line is clean")
        return
    words = list(rest)
    if fault in WITH_ARGUMENT:
        request["argument"] = _argument(fault, words)
    if len(words) != 2:
        argument = f" {WITH_ARGUMENT[fault]}" if fault in WITH_ARGUMENT else ""
        raise click.UsageError(
            f"expected: {fault}{argument} SCOPE TARGET, as in: {fault}{argument} next response"
        )
    for name, word, known in (("scope", words[0], SCOPES), ("target", words[1], TARGETS)):
        if word not in known:
            raise click.UsageError(f"no {name} {word!r}, {did_you_mean(word, known)}")
        request[name] = word
    if mti is not None:
        request["for"] = mti
    ask_operator_side(state, request)
    click.echo(f"the line: {' '.join((fault, *rest))}{f' for {mti}' if mti else ''}")


def _argument(fault: str, words: list[str]) -> float:
    try:
        number = float(words.pop(0))
    except (IndexError, ValueError):
        raise click.UsageError(
            f"{fault} needs a number: {fault} {WITH_ARGUMENT[fault]} SCOPE TARGET"
        ) from None
    return int(number) if number.is_integer() else number
