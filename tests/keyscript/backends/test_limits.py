from __future__ import annotations

import pytest

from pos_emulator.keyscript.backends.backend import CORE, backend_of
from pos_emulator.keyscript.backends.limits import limits
from tests.keyscript.playing import script

PTY, TCP, SOMEBODYS = backend_of("pty"), backend_of("tcp"), backend_of("tcp://127.0.0.1:8583")


def refused(line: str, backend: str = "pty", *, top: str = "", before: str = "") -> list[str]:
    read = script(f'{top}Scenario "s"\n{before}  {line}\n')
    return [
        f"{error.line}:{error.column} {error.problem}"
        for error in limits(read, read.scenarios, backend_of(backend))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Clock +60s",
        "Clock to timer",
        "Clock day +1",
        "Expect Elapsed under 3s",
        "When Screen /x/ Do Clock +1s",
    ],
)
def test_time_moves_on_the_core_alone(line: str) -> None:
    for name in ("pty", "tcp", "tcp://127.0.0.1:8583"):
        assert refused(line, name) == [f"2:3 on a real line time cannot be moved (--backend {name})"]
    assert refused(line, "core") == []


def test_nothing_is_taken_back_on_a_real_line() -> None:
    assert refused("Rewind here", before="  Save here\n") == [
        "3:3 what happened on a real line cannot be taken back (--backend pty)"
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Host silent", "the host at the other end takes no orders from a script"),
        ("Host day +1", "the host at the other end takes no orders from a script"),
        ("Secret unlock-code", "the host at the other end takes no orders from a script"),
        ("Line drop next request", "the line to that host cannot be damaged"),
        ("Line clean", "the line to that host cannot be damaged"),
        ("Expect Ledger balanced", "the ledger of the host at the other end cannot be read"),
        ("Expect Ledger funds 1.00", "the ledger of the host at the other end cannot be read"),
        ("Expect Why amount-cents-as-code", "the ledger of the host at the other end cannot be read"),
    ],
)
def test_a_host_of_somebody_else_is_not_ours(line: str, problem: str) -> None:
    where = "tcp://127.0.0.1:8583"
    assert refused(line, where) == [f"2:3 {problem} (--backend {where})"]
    assert refused(line) == refused(line, "tcp") == refused(line, "core") == []


@pytest.mark.parametrize(
    "line", ["Enter", "Line unplug", "Power cut", "Paper out", "Expect Why no-line", "Given settled"]
)
def test_what_any_bench_does(line: str) -> None:
    assert refused(line, "tcp://127.0.0.1:8583") == []


def test_states_that_a_foreign_host_cannot_be_brought_to() -> None:
    assert refused("Given batch-full", "serial:/dev/ttyUSB0") == [
        "2:9 a host of somebody else cannot be brought to batch-full (--backend serial:/dev/ttyUSB0)"
    ]


def test_nothing_is_acknowledged_on_tcp() -> None:
    assert refused("Line drop next ack", "tcp") == ["2:18 nothing is acknowledged on TCP (--backend tcp)"]
    assert refused("Line drop next ack") == []


def test_a_feature_that_a_script_requires() -> None:
    assert refused("Enter", top="Require clock\n") == ["1:9 --backend pty has no clock"]
    assert refused("Enter", top="Require power\n") == []


def test_only_what_is_played_counts_and_what_comes_before_it() -> None:
    read = script('Background\n  Host normal\nScenario "a"\n  Clock +1s\nScenario "b"\n  Enter\n')
    assert [error.line for error in limits(read, read.scenarios[1:], PTY)] == []
    assert [error.line for error in limits(read, read.scenarios[1:], SOMEBODYS)] == [2]
    assert list(limits(read, read.scenarios, CORE)) == []


def test_it_says_where_it_can_be_played() -> None:
    read = script('Scenario "a"\n  Clock +1s\n  Host normal\n')
    assert [error.hint for error in limits(read, read.scenarios, SOMEBODYS)] == [
        "play it on core",
        "play it on core or pty",
    ]
    assert [error.hint for error in limits(read, read.scenarios, TCP)] == ["play it on core"]
