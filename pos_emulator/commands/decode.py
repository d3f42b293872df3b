"""``decode``: the bytes of a message, explained."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

import click

from pos_emulator.commands.command import Example, ExampleCommand, OneOf
from pos_emulator.commands.errors import BadInputError
from pos_emulator.commands.hex_text import read_hex
from pos_emulator.commands.options import json_option

if TYPE_CHECKING:
    from iso8583_specs.dialect import Dialect
    from pos_emulator.link.sniff import Sniffed

DIALECTS: Mapping[str, str] = MappingProxyType(
    {
        "unionpay-pos": "iso8583_specs.dialects.unionpay_pos:UNIONPAY_POS",
        "iso87-binary": "iso8583_specs.dialects.iso87_binary:ISO87_BINARY",
        "iso87-ascii": "iso8583_specs.dialects.iso87_ascii:ISO87_ASCII",
    }
)
"""Where each dialect is; only the one in use is loaded."""

_RAW = frozenset(range(0x20)) - frozenset(b"\t\n\v\f\r") | {0x7F}
"""Octets that no text has."""
_SIGN_ON = (
    "6000030000602200000000 0800 0020000000C00012 000001 3132333435363736 313233343536373839303132333435"
)
EXAMPLES = (
    Example(f"pos-emulator decode {_SIGN_ON} 0011000000010030 0003303120", "a sign-on with TPDU and header"),
    Example(
        "echo 0x08 0x20 00:20:00:00:00:00:00:00 000001 | pos-emulator decode - --json", "from a pipe, as JSON"
    ),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("hex_digits", metavar="[HEX|-]", nargs=-1)
@click.option(
    "--dialect",
    type=OneOf("dialect", lambda: tuple(DIALECTS)),
    default="unionpay-pos",
    show_default=True,
    help="What the bytes are written in.",
)
@json_option
@click.option("--unmask", is_flag=True, help="Show card numbers, tracks, PIN blocks and keys in clear.")
def decode(hex_digits: tuple[str, ...], dialect: str, as_json: bool, unmask: bool) -> None:
    """Explain the bytes of a message.

    HEX may have blanks, newlines, colons and 0x in it; - reads it from standard input. The message may
    come with or without serial frame, length, TPDU, ANI and header: the first line says what was found.
    """
    from iso8583_specs.describe import as_json as message_as_json
    from iso8583_specs.describe import as_table
    from iso8583_specs.errors import ElementError, KindError, SpecError

    spec = _load(dialect)
    data = read_hex(_text(hex_digits))
    found = _sniffed(data, spec)
    try:
        message = spec.parse(found.message)
    except ElementError as error:
        at = _prefix_octets(found) + error.offset
        raise BadInputError(
            f"{error} (byte {at} of the input, taken for {taken_for(found)}); "
            "check that it was copied whole, or choose another --dialect"
        ) from error
    if as_json:
        from pos_emulator.commands.printing import print_json

        print_json(
            {
                "tpdu": found.tpdu.hex() if found.tpdu else None,
                "header": found.header.hex() if found.header else None,
                **message_as_json(message, spec, unmask=unmask),
            }
        )
        return
    click.echo(f"taken for: {taken_for(found)}")
    click.echo(as_table(message, spec, unmask=unmask))
    if spec.kind_of(message) is not None:
        try:
            spec.check(message)
        except KindError as error:
            click.echo(f"note: {error}")
        except SpecError as error:  # pragma: no cover - check raises nothing else today
            raise BadInputError(str(error)) from error


def taken_for(found: Sniffed) -> str:
    """What the bytes were taken for, outermost first."""
    parts = list(_parts(found))
    octets = len(found.message)
    message = f"a message of {octets} byte{'s' if octets != 1 else ''}"
    if not parts:
        return f"{message} alone: no frame, length, TPDU or header"
    return " · ".join((*parts, message))


def _parts(found: Sniffed) -> Iterator[str]:
    if found.frame:
        yield f"serial frame (STX … {found.frame.upper()} good)"
    if found.length:
        octets = sum(len(part or b"") for part in (found.tpdu, found.ani, found.header, found.message))
        yield f"length 0x{octets:04x}"
    if found.tpdu:
        yield f"TPDU {found.tpdu.hex()}"
    if found.ani:
        yield f"ANI {found.ani.hex()}"
    if found.header:
        yield f"header {found.header.hex()}"


def _prefix_octets(found: Sniffed) -> int:
    around = sum(len(part or b"") for part in (found.tpdu, found.ani, found.header))
    return (3 if found.frame else 0) + (2 if found.length else 0) + around


def _sniffed(data: bytes, spec: Dialect) -> Sniffed:
    from iso8583_specs.errors import SpecError
    from pos_emulator.link.sniff import sniff

    def is_message(octets: bytes) -> bool:
        try:
            spec.parse(octets)
        except SpecError:
            return False
        return True

    return sniff(data, is_message)


def _load(name: str) -> Dialect:
    module, _, attribute = DIALECTS[name].partition(":")
    dialect: Dialect = getattr(import_module(module), attribute)
    return dialect


def _text(typed: tuple[str, ...]) -> str:
    if typed and typed != ("-",):
        return " ".join(typed)
    if sys.stdin is None or (not typed and sys.stdin.isatty()):
        raise click.UsageError("HEX is missing; give the bytes, or - and pipe them in")
    piped = sys.stdin.buffer.read()
    if _RAW.intersection(piped):
        raise BadInputError(
            "hex: raw bytes came, expected them written as hex digits; pipe them through `xxd -p` first"
        )
    return piped.decode("utf-8", "backslashreplace")
