"""How an acquirer process runs, and how its command line says so."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_ANSWER_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """How an acquirer process runs.

    Attributes:
        line: ``pty``, a device, a pyserial URL or ``tcp://HOST:PORT`` to listen at.
        state: The folder of ledger, host key, virtual line and control socket.
        profile: Name or file of the profile of the terminals that connect.
        more_terminals: Further TIDs of the same merchant, 90000001 and up.
        baud: Speed of a device.
        allow_remote: The address may be reached by other machines.
        allow_any_pan: Cards outside the list are accepted.
        answer_seconds: How long an authorisation takes to answer.
        with_parent: It ends when its standard input does.
    """

    line: str
    state: Path
    profile: str = "cn-classic"
    more_terminals: int = 0
    baud: int = 9600
    allow_remote: bool = False
    allow_any_pan: bool = False
    answer_seconds: float = 0.0
    with_parent: bool = False


def parse_arguments(arguments: Sequence[str] | None = None) -> ServerOptions:
    """The options; exits with code 2 where they make no sense."""
    parser = argparse.ArgumentParser(
        prog="python -m pos_emulator.acquirer.server",
        description="An acquirer for terminals on a serial line or TCP.",
        epilog="example: python -m pos_emulator.acquirer.server --line tcp://127.0.0.1:9000 --state /tmp/host",
    )
    parser.add_argument(
        "--line", default="pty", help="pty, a device, a pyserial URL or tcp://HOST:PORT (default: pty)"
    )
    parser.add_argument("--state", type=Path, required=True, metavar="DIR", help="folder of ledger and key")
    parser.add_argument("--profile", default="cn-classic", help="profile of the terminals that connect")
    parser.add_argument(
        "--terminals", type=int, default=1, metavar="N", help="TIDs it knows: the profile's, then 90000001 …"
    )
    parser.add_argument("--baud", type=int, default=9600, help="speed of a device (default: 9600)")
    parser.add_argument("--allow-remote", action="store_true", help="other machines may reach the line")
    parser.add_argument("--allow-any-pan", action="store_true", help="accept cards outside the list")
    parser.add_argument(
        "--answer-seconds",
        type=float,
        default=0.0,
        metavar="S",
        help="how long an authorisation takes (default: 0)",
    )
    parser.add_argument("--with-parent", action="store_true", help="end when standard input ends")
    given = parser.parse_args(arguments)
    if given.terminals < 1:
        parser.error("--terminals is 1 or more")
    if not 0 <= given.answer_seconds <= MOST_ANSWER_SECONDS:
        parser.error(f"--answer-seconds is 0 to {MOST_ANSWER_SECONDS:.0f}")
    return ServerOptions(
        line=given.line,
        state=given.state,
        profile=given.profile,
        more_terminals=given.terminals - 1,
        baud=given.baud,
        allow_remote=given.allow_remote,
        allow_any_pan=given.allow_any_pan,
        answer_seconds=given.answer_seconds,
        with_parent=given.with_parent,
    )
