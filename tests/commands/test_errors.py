from __future__ import annotations

from pathlib import Path

import click
import pytest

from iso8583_specs.errors import SpecError
from pos_emulator.acquirer import errors as acquirer
from pos_emulator.cards import UnknownCardError
from pos_emulator.commands.errors import BadInputError, ForbiddenError, exit_code_of, run_and_report
from pos_emulator.counter.counter import CounterError
from pos_emulator.keyscript.errors import BadStructure
from pos_emulator.keyscript.places import Place
from pos_emulator.link import errors as link
from pos_emulator.profile import ProfileError
from pos_emulator.runtime import errors as runtime
from pos_emulator.texts import TextsError
from tests.commands.shell import in_shell


def reported(error: BaseException, *, debug: bool = False) -> int:
    def run() -> None:
        raise error

    return run_and_report(run, debug=lambda: debug)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BadInputError("hex: …"), 3),
        (SpecError("unionpay-pos: …"), 3),
        (ProfileError("shop.toml", "unknown setting", key="refund_dys"), 3),
        (BadStructure(Place("x.keys", 1, 1, 5, "Enter"), "a command outside a scenario"), 3),
        (link.EnvelopeError("TPDU", 0, "60"), 3),
        (link.PayloadTooLong(0, 9999), 3),
        (link.BadLineAddress("foo", "pty"), 2),
        (link.RemoteNotAllowed("tcp://192.0.2.1:1"), 2),
        (link.NoSuchPort("/dev/ttyUSB9"), 5),
        (link.PortBusy("/dev/ttyUSB0"), 5),
        (link.NoPty("out of them"), 5),
        (link.LineLost("line"), 5),
        (runtime.StateLocked("/x", pid=7), 5),
        (runtime.FlashError("/x", what="damaged", advice="restore"), 5),
        (runtime.AcquirerError("/x", what="none", advice="start"), 5),
        (runtime.ControlError("/x", words="rules: no rule"), 2),
        (acquirer.LedgerError("ledger"), 5),
        (acquirer.StateLocked("state"), 5),
        (acquirer.ControlError("rules"), 2),
        (CounterError("nobody is here"), 2),
        (UnknownCardError("demo"), 2),
        (TextsError("zh: no screen"), 3),
        (ForbiddenError("the window is too small"), 5),
        (PermissionError(13, "Permission denied", "/x"), 5),
        (OSError("of a library"), 4),
        (ValueError("4111111111111111"), 4),
        (KeyError("x"), 4),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_every_error_has_its_exit_code(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code_of(error) == code
    assert reported(error) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert told.err.startswith("Error: ")
    if code != 4 and not isinstance(error, OSError):
        assert told.err == f"Error: {error}\n"


def test_an_internal_error_never_shows_a_value(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> None:
        from pos_emulator.texts.layout import money

        money("4111111111111111")  # type: ignore[arg-type]

    assert run_and_report(run, debug=lambda: False) == 4
    told = capsys.readouterr().err
    assert told.startswith("Error: internal error: TypeError in pos_emulator.texts.layout:")
    assert told.endswith("; run again as `pos-emulator --debug ...` for the traceback\n")
    assert "4111" not in told


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(ZeroDivisionError("x"), debug=True) == 4
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_system_error_says_where_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(PermissionError(13, "Permission denied", "/x/y")) == 5
    assert capsys.readouterr().err == (
        "Error: /x/y: permission denied; check that it is there and may be used\n"
    )


def test_a_wrong_invocation_shows_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(click.UsageError("HEX is missing")) == 2
    assert capsys.readouterr().err == "Error: HEX is missing\n"
    assert reported(click.FileError("x.toml", "gone")) == 2


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), EOFError(), click.Abort()])
def test_interrupted(stop: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    assert reported(stop) == 130
    assert capsys.readouterr().err == "Interrupted.\n"


def test_well_is_0_and_an_int_is_the_code() -> None:
    assert run_and_report(lambda: None, debug=lambda: False) == 0
    assert run_and_report(lambda: 5, debug=lambda: False) == 5


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    ran = in_shell("pos-emulator cards >/dev/full", folder=tmp_path)
    assert (ran.code, ran.err) == (5, "Error: no space left on device; make room\n")
    ran = in_shell("pos-emulator cards >&-", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    ran = in_shell("pos-emulator decode - <&-", folder=tmp_path)
    assert ran.code == 2


@pytest.mark.parametrize("line", ["screens", "screens --json", "cards", "--help"])
def test_a_reader_who_leaves_is_no_error(line: str, tmp_path: Path) -> None:
    ran = in_shell(f"set -o pipefail; pos-emulator {line} | true", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
