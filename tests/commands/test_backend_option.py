from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.shell import free_port, run

SALE = """\
Background
  Given signed-on
  Customer arrives holding demo-debit

Scenario "a sale"
  Sale 58.00 as $sale
  Expect Ledger $sale booked

Scenario "a minute"
  Clock +60s
  Expect Shows idle.signed-on
"""
UNBOOKED = SALE.replace("Expect Ledger $sale booked", "Expect Record $sale approved")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sale.keys").write_text(SALE)
    return tmp_path


def test_a_scenario_on_a_pty(folder: Path) -> None:
    ran = run("run", "sale.keys:5", "--backend", "pty")
    assert (ran.code, ran.out, ran.err) == (0, "[1/1] ok    sale.keys:5 a sale\n1 passed\n", "")


def test_what_a_real_line_cannot_do_is_said_before_the_first_key(folder: Path) -> None:
    ran = run("run", "sale.keys", "--backend", "pty")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.splitlines() == [
        "Error: no key was pressed",
        "sale.keys:10:3: on a real line time cannot be moved (--backend pty)",
        "  | Clock +60s",
        "  | ^^^^^^^^^^  play it on core",
    ]


def test_a_host_of_somebody_else_shows_nobody_its_books(folder: Path) -> None:
    ran = run("run", "sale.keys:5", "--backend", "tcp://127.0.0.1:9")
    assert (ran.code, ran.out) == (3, "")
    assert "the ledger of the host at the other end cannot be read (--backend tcp://127.0.0.1:9)" in ran.err


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("ptty", "Error: there is no backend 'ptty'; did you mean pty?"),
        (
            "elsewhere",
            "Error: there is no backend 'elsewhere'; expected core, pty, tcp, tcp://HOST:PORT or serial:DEVICE",
        ),
        (
            "tcp://127.0.0.1",
            "Error: there is no backend 'tcp://127.0.0.1'; "
            "expected tcp://HOST:PORT with a port from 1 to 65535",
        ),
        (
            "serial:",
            "Error: there is no backend 'serial:'; expected serial: and a device such as /dev/ttyUSB0",
        ),
        (
            "serial:tcp://127.0.0.1:1",
            "Error: there is no backend 'serial:tcp://127.0.0.1:1'; "
            "expected core, pty, tcp, tcp://HOST:PORT or serial:DEVICE",
        ),
        (
            "tcp://192.0.2.1:8583",
            "Error: tcp://192.0.2.1:8583: the address is outside this machine; "
            "add --allow-remote if that is meant",
        ),
    ],
)
def test_no_such_backend(folder: Path, typed: str, message: str) -> None:
    ran = run("run", "sale.keys", "--backend", typed)
    assert (ran.code, ran.out, ran.error) == (2, "", message)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (["--show"], "Error: --show plays on core; leave out --backend tcp://127.0.0.1:9."),
        (["--coverage"], "Error: --coverage looks into the core; leave out --backend tcp://127.0.0.1:9."),
        (["-j", "2"], "Error: one host takes one terminal at a time; leave out -j."),
    ],
)
def test_options_that_do_not_go_together(folder: Path, more: list[str], message: str) -> None:
    ran = run("run", "sale.keys", "--backend", "tcp://127.0.0.1:9", *more)
    assert (ran.code, ran.out, ran.error) == (2, "", message)


def test_nobody_is_at_the_other_end(folder: Path) -> None:
    (folder / "sale.keys").write_text(UNBOOKED)
    port = free_port()
    ran = run("run", "sale.keys:5", "--backend", f"tcp://127.0.0.1:{port}")
    assert (ran.code, ran.out) == (5, "")
    assert ran.error == (
        f"Error: tcp://127.0.0.1:{port}: nobody listens there; start the acquirer or check --backend"
    )
    device = folder / "ttyNONE"
    ran = run("run", "sale.keys:5", "--backend", f"serial:{device}")
    assert (ran.code, ran.error) == (5, f"Error: {device}: no such port; check --backend")


def test_an_acquirer_that_does_not_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nobody/here")
    monkeypatch.setattr("pos_emulator.runtime.acquirer_process.MOST_STARTS", 1)
    ran = run("run", "sale.keys:5", "--backend", "pty")
    assert ran.code == 5
    assert ran.out == "1 not run (interrupted)\n"
    assert "/nobody/here: cannot be started (No such file or directory)" in ran.error
