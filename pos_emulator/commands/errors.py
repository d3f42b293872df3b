"""Whatever goes wrong, as one message for people and an exit code; the only place that knows both.

0 all well · 1 a check failed · 2 wrong invocation, no such file · 3 an input does not parse or check ·
4 internal error · 5 the surroundings forbid it · 130 interrupted (a run told by SIGTERM 143, by SIGHUP 129)
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path

import click


class ExitCode(IntEnum):
    """What the command line tells the shell."""

    WELL = 0
    CHECK_FAILED = 1
    WRONG_INVOCATION = 2
    BAD_INPUT = 3
    INTERNAL = 4
    SURROUNDINGS = 5
    INTERRUPTED = 130


class BadInputError(Exception):
    """Something that was typed or piped in does not parse or check."""


class ForbiddenError(Exception):
    """The surroundings do not allow it: no terminal window, one too small."""


_ROOT = Path(__file__).parents[2]
_OURS = frozenset({"pos_emulator", "iso8583_specs"})


def run_and_report(run: Callable[[], object], *, debug: Callable[[], bool]) -> int:
    """Call ``run``; what it raises is said on stderr. Returns the exit code.

    Args:
        run: The command; an int it returns is the exit code.
        debug: Whether a traceback is wanted, asked once something unexpected has happened.
    """
    try:
        code = run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, KeyboardInterrupt, EOFError, click.exceptions.Abort) as stopped:
        return _stopped(stopped)
    except Exception as error:
        return _report(error, debug=debug())
    return code if isinstance(code, int) else ExitCode.WELL


def _stopped(error: BaseException) -> int:
    if isinstance(error, BrokenPipeError):
        # Who reads has seen enough.
        _forget_unwritten()
        return ExitCode.WELL
    click.echo("Interrupted.", err=True)
    return ExitCode.INTERRUPTED


def _forget_unwritten() -> None:
    """What could not be written must not be tried again, and fail again, when the interpreter ends."""
    try:
        sys.stdout.flush()
    except OSError:
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
        os.close(devnull)


def _report(error: Exception, *, debug: bool) -> int:
    if isinstance(error, click.ClickException):
        error.show()
        return ExitCode.WRONG_INVOCATION
    code = exit_code_of(error)
    if code is ExitCode.INTERNAL:
        return _internal(error, debug=debug)
    if debug:
        traceback.print_exception(error)
    if isinstance(error, OSError) and sys.stdout is not None:
        _forget_unwritten()
    say_error(_text_of(error))
    return code


def say_error(text: str) -> None:
    """One message on stderr."""
    label = "Error:" if os.environ.get("NO_COLOR") else click.style("Error:", fg="red")
    click.echo(f"{label} {text}", err=True)


def exit_code_of(error: Exception) -> ExitCode:
    """The exit code an exception of ours stands for; INTERNAL for any other."""
    if isinstance(error, OSError):
        return ExitCode.SURROUNDINGS if error.strerror else ExitCode.INTERNAL
    for kind, code in _codes():
        if isinstance(error, kind):
            return code
    return ExitCode.INTERNAL


def _codes() -> tuple[tuple[type[Exception], ExitCode], ...]:
    """Kinds of exceptions, the special before the general; loaded only once one was raised."""
    from iso8583_specs.errors import SpecError
    from pos_emulator.acquirer import errors as acquirer
    from pos_emulator.cards import UnknownCardError
    from pos_emulator.counter.counter import CounterError
    from pos_emulator.keyscript.errors import ScriptError
    from pos_emulator.link import errors as link
    from pos_emulator.profile import ProfileError
    from pos_emulator.runtime import errors as runtime
    from pos_emulator.texts import TextsError

    return (
        (BadInputError, ExitCode.BAD_INPUT),
        (ForbiddenError, ExitCode.SURROUNDINGS),
        (SpecError, ExitCode.BAD_INPUT),
        (ProfileError, ExitCode.BAD_INPUT),
        (ScriptError, ExitCode.BAD_INPUT),
        (link.BadLineAddress, ExitCode.WRONG_INVOCATION),
        (link.RemoteNotAllowed, ExitCode.WRONG_INVOCATION),
        (link.EnvelopeError, ExitCode.BAD_INPUT),
        (link.PayloadTooLong, ExitCode.BAD_INPUT),
        (link.LinkError, ExitCode.SURROUNDINGS),
        (runtime.ControlError, ExitCode.WRONG_INVOCATION),
        (runtime.SurroundingsError, ExitCode.SURROUNDINGS),
        (acquirer.ControlError, ExitCode.WRONG_INVOCATION),
        (acquirer.AcquirerError, ExitCode.SURROUNDINGS),
        (CounterError, ExitCode.WRONG_INVOCATION),
        (UnknownCardError, ExitCode.WRONG_INVOCATION),
        (TextsError, ExitCode.BAD_INPUT),
    )


def _text_of(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        advice = "make room" if full else "check that it is there and may be used"
        return f"{where}{error.strerror.lower()}; {advice}"
    return str(error)


def _internal(error: Exception, *, debug: bool) -> int:
    """Type and place, never the text: it may hold a value that nobody should see."""
    if debug:
        traceback.print_exception(error)
    frames = traceback.extract_tb(error.__traceback__)
    places = [(module, frame.lineno) for frame in frames if (module := _module_of(frame.filename))]
    where = f" in {places[-1][0]}:{places[-1][1]}" if places else ""
    say_error(
        f"internal error: {type(error).__name__}{where}; "
        "run again as `pos-emulator --debug ...` for the traceback"
    )
    return ExitCode.INTERNAL


def _module_of(filename: str) -> str:
    """The dotted name of a module of ours; empty for any other file."""
    path = Path(filename)
    if not path.is_relative_to(_ROOT):
        return ""
    parts = path.relative_to(_ROOT).with_suffix("").parts
    return ".".join(parts) if parts[0] in _OURS else ""
