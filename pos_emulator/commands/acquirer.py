"""``acquirer``: the host alone, for terminals on a line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.options import json_option, state_option
from pos_emulator.commands.profile_names import ProfileSource

EXAMPLES = (
    Example(
        "pos-emulator acquirer --line tcp://127.0.0.1:8583", "listen there; the terminal: the same --line"
    ),
    Example(
        "pos-emulator acquirer --line pty --state ./shop", "on a virtual serial line; it says which device"
    ),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.option(
    "--line",
    default="pty",
    show_default=True,
    metavar="pty|DEVICE|tcp://HOST:PORT",
    help="Where terminals come from.",
)
@state_option
@click.option(
    "--profile",
    type=ProfileSource(),
    default="cn-classic",
    show_default=True,
    metavar="NAME|FILE",
    help="The profile of the terminals that connect: give it here as there.",
)
@click.option(
    "--terminals",
    type=click.IntRange(min=1, max=99_999),
    default=1,
    metavar="N",
    help="How many TIDs it knows: the profile's, then 90000001 and up.",
)
@click.option(
    "--baud", type=click.IntRange(min=50), default=9600, metavar="N", help="Bits per second of a DEVICE."
)
@click.option("--allow-remote", is_flag=True, help="Allow other machines to reach the line.")
@click.option("--allow-any-pan", is_flag=True, help="Accept cards outside the list of test cards.")
@json_option
def acquirer(
    line: str,
    state: Path | None,
    profile: str,
    terminals: int,
    baud: int,
    allow_remote: bool,
    allow_any_pan: bool,
    as_json: bool,
) -> None:
    """Run the acquirer alone until Ctrl-C.

    Its books are kept in the state folder; `ledger`, `rules` and `host` reach it there. With --json it
    says where it can be reached as one JSON line.
    """
    from pos_emulator.acquirer.server import serve
    from pos_emulator.acquirer.server_options import ServerOptions
    from pos_emulator.commands.operator_side import acquirer_folder

    _check_before(acquirer_folder(state), line, baud=baud, allow_remote=allow_remote)
    options = ServerOptions(
        line=line,
        state=acquirer_folder(state),
        profile=profile,
        more_terminals=terminals - 1,
        baud=baud,
        allow_remote=allow_remote,
        allow_any_pan=allow_any_pan,
    )
    serve(options, out=sys.stdout if as_json else ReadyWords(state))


def _check_before(folder: Path, line: str, *, baud: int, allow_remote: bool) -> None:
    """What would stop it at once is said as every command says it: the process only writes its log.

    Raises:
        LinkError: there is no such line.
        AcquirerError: another one holds the folder.
    """
    from pos_emulator.acquirer.host_files import HostFolder
    from pos_emulator.commands.terminal import check_line
    from pos_emulator.link.transports.line_address import SerialAddress, parse_line_address

    address = parse_line_address(line, allow_remote=allow_remote)
    if isinstance(address, SerialAddress):
        check_line(address, baud=baud, allow_remote=allow_remote)
    if folder.exists():
        HostFolder(folder).close()


class ReadyWords(io.StringIO):
    """Takes the line that says the acquirer is ready, and says it to people."""

    def __init__(self, state: Path | None) -> None:
        super().__init__()
        self._state = state

    def write(self, text: str) -> int:
        """Say where it is, and how terminal and operator get there."""
        device = json.loads(text)["device"]
        state = "" if self._state is None else f" --state {self._state}"
        click.echo(f"The acquirer is ready on {device}; Ctrl-C ends it.")
        click.echo(f"  a terminal:        pos-emulator --line {device}")
        click.echo(f"  what is booked:    pos-emulator ledger{state}")
        click.echo(f"  its manners:       pos-emulator host status{state}")
        return len(text)

    def flush(self) -> None:
        """See `StringIO`."""
        sys.stdout.flush()
