from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.commands.host_faults import FAULTS, SCOPES, TARGETS
from pos_emulator.link.faults import FaultKind, Scope, Target
from tests.commands.shell import run


def test_knows_every_fault() -> None:
    assert set(FAULTS) == {kind.value for kind in FaultKind} | {"clean"}
    assert set(SCOPES) == {scope.value for scope in Scope}
    assert set(TARGETS) == {target.value for target in Target}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("drop next response --for 0200", "the line: drop next response for 0200"),
        ("flip 12 next response-frame", "the line: flip 12 next response-frame"),
        ("delay 2.5 every ack", "the line: delay 2.5 every ack"),
        ("cut 10 next request", "the line: cut 10 next request"),
        ("clean", "the line is clean"),
    ],
)
def test_is_said_and_done(typed: str, said: str, open_shop: Path) -> None:
    ran = run("host", "faults", *typed.split(), "--state", open_shop)
    assert (ran.code, ran.out, ran.err) == (0, f"{said}\n", "")
    run("host", "faults", "clean", "--state", open_shop)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("drp next response", "no fault 'drp', did you mean drop?"),
        ("drop nxt response", "no scope 'nxt', did you mean next?"),
        ("drop next respons", "no target 'respons', did you mean response?"),
        ("drop", "expected: drop SCOPE TARGET, as in: drop next response"),
        ("drop 12 next response", "expected: drop SCOPE TARGET"),
        ("flip next response", "flip needs a number: flip BIT SCOPE TARGET"),
        ("cut", "cut needs a number: cut BYTES SCOPE TARGET"),
        ("clean next response", "clean ends all faults; nothing may follow it"),
    ],
)
def test_wrong(typed: str, expected: str, open_shop: Path) -> None:
    ran = run("host", "faults", *typed.split(), "--state", open_shop)
    assert (ran.code, ran.out) == (2, "")
    assert expected in ran.error
