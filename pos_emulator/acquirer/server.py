"""The acquirer as a process: opens the line, keeps the ledger on disk, listens to its operator.

Once it is ready it prints one JSON line: ``{"ready": true, "device": …, "control": …}``.
"""

from __future__ import annotations

import asyncio
import json
import os
import select
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TextIO

from pos_emulator.acquirer.control import Control
from pos_emulator.acquirer.control_socket import ControlSocket
from pos_emulator.acquirer.core import Acquirer
from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.errors import AcquirerError, LedgerError
from pos_emulator.acquirer.host_files import HostFolder
from pos_emulator.acquirer.host_lines import HostLines
from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.acquirer.ports import Clock, Entropy
from pos_emulator.acquirer.server_options import ServerOptions, parse_arguments
from pos_emulator.acquirer.settings import settings_for
from pos_emulator.cards import load_cards
from pos_emulator.link.errors import BadLineAddress, LinkError, RemoteNotAllowed
from pos_emulator.link.faults import Faults
from pos_emulator.link.transports.line_address import LineAddress, TcpAddress, parse_line_address
from pos_emulator.profile import ProfileError, load_profile
from pos_emulator.security.vault import Vault, VaultError

WELL, WRONG_INVOCATION, WRONG_INPUT, SURROUNDINGS = 0, 2, 3, 5
"""Exit codes: ended as asked · options that make no sense · an unusable profile · locked, damaged, no port."""


class SystemClock:
    """The machine's local time."""

    def now(self) -> datetime:
        """Local time."""
        return datetime.now()  # noqa: TID251 - the process is where the host's clock comes from


class SystemEntropy:
    """The machine's random octets."""

    def octets(self, count: int) -> bytes:
        """Fresh octets."""
        return os.urandom(count)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a process takes from the machine, and a rehearsed one from its script.

    Attributes:
        clock, entropy: Its time and chance.
        faults_seed: What damage on its line follows from.
        any_port: It listens at any free port of the address.
    """

    clock: Clock = field(default_factory=SystemClock)
    entropy: Entropy = field(default_factory=SystemEntropy)
    faults_seed: int = 0
    any_port: bool = False


def serve(
    options: ServerOptions, *, out: TextIO | None = None, surroundings: Surroundings | None = None
) -> None:
    """Runs an acquirer until it is told to end.

    Raises:
        BadLineAddress, RemoteNotAllowed: there is no such line, or it leads out of this machine.
        ProfileError: the profile cannot be used.
        AcquirerError, LinkError: folder, ledger or line cannot be.
    """
    around = surroundings or Surroundings()
    address = parse_line_address(options.line, allow_remote=options.allow_remote)
    if around.any_port and isinstance(address, TcpAddress):
        address = replace(address, port=0)
    asyncio.run(_serve(options, address, sys.stdout if out is None else out, around))


def run_server(options: ServerOptions, *, surroundings: Surroundings | None = None) -> int:
    """Serves as a process: what went wrong is on stderr, its log; the exit code is returned."""
    try:
        serve(options, surroundings=surroundings)
    except (BadLineAddress, RemoteNotAllowed) as error:
        return _failed(error, WRONG_INVOCATION)
    except ProfileError as error:
        return _failed(error, WRONG_INPUT)
    except (AcquirerError, LinkError) as error:
        return _failed(error, SURROUNDINGS)
    return WELL


async def _serve(
    options: ServerOptions, address: LineAddress, out: TextIO, surroundings: Surroundings
) -> None:
    stop = asyncio.Event()
    _end_on_signals(stop)
    if options.with_parent:
        if _parent_has_ended():
            return
        _end_with_parent(stop)
    profile = load_profile(options.profile)
    settings = replace(
        settings_for(profile, more_terminals=options.more_terminals),
        allow_any_pan=options.allow_any_pan,
        answer_seconds=options.answer_seconds,
    )
    folder = HostFolder(options.state, with_parents=not options.with_parent)
    try:
        entropy = surroundings.entropy
        vault = Vault(folder.host_key(entropy))
        ledger = open_ledger(folder.ledger, entropy=entropy)
        try:
            acquirer = Acquirer(
                ledger,
                vault=vault,
                settings=settings,
                clock=surroundings.clock,
                entropy=entropy,
                cards=load_cards().values(),
            )
            faults = Faults(surroundings.faults_seed)
            lines = HostLines(
                acquirer, faults, address, folder=folder.path, profile=profile, baud=options.baud,
                allow_remote=options.allow_remote,
            )  # fmt: skip
            control = ControlSocket(
                Control(acquirer, faults, lines.status), folder.control_socket, rest=lines.rest
            )
            damage: list[str] = []

            def tell(note: Note) -> None:
                if note.event == "ledger-damaged":
                    damage.append(str(note.fields["text"]))
                    stop.set()
                _tell(control, note)

            lines.tell = tell
            await control.open()
            try:
                device = lines.open()
                ready = {"ready": True, "device": device, "control": str(folder.control_socket)}
                out.write(json.dumps(ready, ensure_ascii=False) + "\n")
                out.flush()
                await stop.wait()
                if damage:
                    raise LedgerError(damage[0])
            finally:
                lines.close()
                await control.close()
        except VaultError as error:
            raise AcquirerError(
                f"ledger {folder.ledger}: sealed under another host key ({error}); restore that key from a "
                "backup, or start anew with pos-emulator reset acquirer"
            ) from error
        finally:
            ledger.close()
    finally:
        folder.close()


def _tell(control: ControlSocket, note: Note) -> None:
    if note.event in ("ledger-error", "no-room"):
        sys.stderr.write(f"{note.fields['text']}\n")
        sys.stderr.flush()
    control.tell(note)


def _end_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


def _parent_has_ended() -> bool:
    """Asked before anything is written: who started it may have ended, and removed what it was for."""
    descriptor = sys.stdin.fileno()
    return bool(select.select([descriptor], [], [], 0)[0]) and not os.read(descriptor, 4096)


def _end_with_parent(stop: asyncio.Event) -> None:
    """Standard input is a pipe from the parent: its end is the parent's."""
    loop = asyncio.get_running_loop()
    descriptor = sys.stdin.fileno()

    def readable() -> None:
        if not os.read(descriptor, 4096):
            loop.remove_reader(descriptor)
            stop.set()

    loop.add_reader(descriptor, readable)


def _failed(error: Exception, code: int) -> int:
    sys.stderr.write(f"{error}\n")
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line of the process."""
    return run_server(parse_arguments(arguments))


if __name__ == "__main__":
    sys.exit(main())
