"""``--backend``: where scripts play, and what is refused there before the first key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pos_emulator.commands.errors import BadInputError, ForbiddenError

if TYPE_CHECKING:
    from pos_emulator.keyscript.backends.backend import Backend
    from pos_emulator.keyscript.runner.run import Plan

F = TypeVar("F", bound=Callable[..., Any])


def backend_options(command: F) -> F:
    """Adds ``--backend`` and ``--allow-remote``."""
    command = click.option(
        "--allow-remote", is_flag=True, help="The host of --backend may be on another machine."
    )(command)
    return click.option(
        "--backend",
        default="core",
        metavar="core|pty|tcp|tcp://HOST:PORT|serial:DEVICE",
        help="Where: in virtual time; on a line with an acquirer of its own; or with somebody's host.",
    )(command)


def chosen_backend(options: dict[str, Any]) -> Backend:
    """The backend that the options name.

    Raises:
        click.UsageError: there is none such, its host is not to be reached, or it does not go with another option.
    """
    from pos_emulator.keyscript.backends.backend import CORE, BadBackendError, backend_of
    from pos_emulator.link.errors import RemoteNotAllowed

    try:
        backend = backend_of(options["backend"], allow_remote=options["allow_remote"])
    except (BadBackendError, RemoteNotAllowed) as error:
        raise click.UsageError(str(error)) from None
    if backend is CORE:
        return backend
    if options["show"]:
        raise click.UsageError(f"--show plays on core; leave out --backend {backend.name}.")
    if options["coverage"]:
        raise click.UsageError(f"--coverage looks into the core; leave out --backend {backend.name}.")
    if backend.address is not None and options["processes"] > 1:
        raise click.UsageError("one host takes one terminal at a time; leave out -j.")
    return backend


def hold_against(backend: Backend, plan: Plan) -> None:
    """Refuse scripts that ask what the backend cannot do, and a line that is not there.

    Raises:
        BadInputError: a script asks more; all of it is said.
        ForbiddenError: nobody is at the other end.
    """
    from pos_emulator.keyscript.backends.backend import CORE

    if backend is CORE:
        return
    from pos_emulator.keyscript.backends.limits import limits
    from pos_emulator.keyscript.errors import ScriptError, raise_all
    from pos_emulator.link.errors import LinkError

    wrong = []
    for file, script in enumerate(plan.scripts):
        places = dict.fromkeys(task.scenario for task in plan.tasks if task.file == file)
        try:
            if places:
                raise_all(limits(script, [script.scenarios[place] for place in places], backend))
        except ScriptError as error:
            wrong.append(str(error))
    if wrong:
        raise BadInputError("\n".join(("no key was pressed", *wrong)))
    try:
        _look_for(backend)
    except LinkError as error:
        # The line has its own option elsewhere; here the backend names it.
        raise ForbiddenError(str(error).replace("--line", "--backend")) from None


def _look_for(backend: Backend) -> None:
    from pos_emulator.link.transports.line_address import SerialAddress, TcpAddress

    match backend.address:
        case TcpAddress(host, port):
            from pos_emulator.link.transports.tcp import TcpLine

            assert backend.far is not None
            TcpLine(host, port, allow_remote=backend.far.allow_remote).close()
        case SerialAddress(url):
            from pos_emulator.link.transports.serial_port import SerialPort

            SerialPort(url).close()
