"""The process end to end: over a virtual line once, over TCP with two terminals once."""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import sqlite3
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.server import main
from pos_emulator.link.envelope import Envelope
from tests.acquirer.conftest import FixedId
from tests.acquirer.processes import SECONDS, DeviceEnd, FarTill, HostProcess, SocketEnd
from tests.acquirer.till import HEADER, TPDU, silent_till_on


@pytest.fixture
def host(tmp_path: Path) -> Iterator[HostProcess]:
    with HostProcess(tmp_path / "host", "--line", "pty") as process:
        yield process


def till_over(far: DeviceEnd | SocketEnd, tid: str = "12345676") -> FarTill:
    till = silent_till_on(MemoryLedger("unused"))
    till.tid = tid
    return FarTill.over(far, till, acknowledges=isinstance(far, DeviceEnd))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def test_a_sale_and_its_void_over_a_virtual_line(host: HostProcess, tmp_path: Path) -> None:
    far = DeviceEnd(host.ready["device"])
    till = till_over(far)
    till.sign_on()
    sold = till.sale(5800)
    assert (sold.code, till.void(sold).code) == ("00", "00")
    shown = host.ask(do="ledger")
    assert [(entry["kind"], entry["state"]) for entry in shown["entries"]] == [
        ("sale", "voided"),
        ("void", "booked"),
    ]
    assert host.ask(do="why", tid="12345676", stan=sold.request.text(11))["rule"] == "approved"
    assert stat.S_IMODE(Path(host.ready["control"]).stat().st_mode) == 0o600
    far.close()
    assert host.terminate() == 0
    assert not Path(host.ready["control"]).exists()
    assert not Path(host.ready["device"]).is_symlink()


def test_nothing_that_was_answered_is_lost_by_kill(host: HostProcess, tmp_path: Path) -> None:
    far = DeviceEnd(host.ready["device"])
    till = till_over(far)
    till.sign_on()
    sold = [till.sale(amount) for amount in (100, 200, 300)]
    host.process.send_signal(signal.SIGKILL)
    host.wait()
    far.close()
    ledger = open_ledger(tmp_path / "host" / "ledger.db", entropy=FixedId())
    assert [booking.amount for booking in ledger.bookings()] == [100, 200, 300]
    ledger.close()
    with HostProcess(tmp_path / "host", "--line", "pty") as again:
        far = DeviceEnd(again.ready["device"])
        till.far = far
        assert till.send(sold[2].request) == sold[2].answer
        assert till.sale(400).code == "00"
        far.close()


def test_faults_strike_the_line_and_the_protocol_heals_them(host: HostProcess) -> None:
    far = DeviceEnd(host.ready["device"])
    till = till_over(far)
    till.sign_on()
    host.ask(do="fault", fault="flip", scope="next", target="request-frame", argument=40)
    assert till.sale(100).code == "00"
    assert till.refused == 1
    far.close()


def test_two_terminals_over_tcp_and_the_newest_connection_wins(tmp_path: Path) -> None:
    line = f"tcp://127.0.0.1:{free_port()}"
    with HostProcess(tmp_path / "host", "--line", line, "--terminals", "2") as host:
        assert host.ready["device"] == line
        first, second = SocketEnd(line), SocketEnd(line)
        one, two = till_over(first), till_over(second, "90000001")
        one.sign_on()
        two.sign_on()
        assert (one.sale(100).code, two.sale(200).code, one.sale(300).code) == ("00", "00", "00")
        assert host.ask(do="status")["line"]["terminals"] == ["12345676", "90000001"]
        third = SocketEnd(line)
        one.far = third
        assert one.sale(400).code == "00"
        assert first.receive() == b""
        assert two.sale(500).code == "00"
        assert host.ask(do="status")["line"]["connections"] == 2
        for end in (first, second, third):
            end.close()


def test_nobody_without_keys_takes_a_terminals_line(tmp_path: Path) -> None:
    line = f"tcp://127.0.0.1:{free_port()}"
    with HostProcess(tmp_path / "host", "--line", line) as host:
        first, rogue = SocketEnd(line), SocketEnd(line)
        till, forger = till_over(first), till_over(rogue)
        till.sign_on()
        echo = forger.management("0820", "301").with_(without=(11,))
        assert forger.send(echo)[39] == "00"
        forged = forger.sale_request(100).with_({64: b"forged!!"})
        assert forger.send(forged)[39] == "A0"
        assert till.sale(100).code == "00"
        assert host.ask(do="status")["line"]["connections"] == 2
        forger.sign_on()
        assert first.receive() == b""
        for end in (first, rogue):
            end.close()


def test_a_stream_that_cannot_be_followed_is_dropped(tmp_path: Path) -> None:
    line = f"tcp://127.0.0.1:{free_port()}"
    with HostProcess(tmp_path / "host", "--line", line):
        lost = SocketEnd(line)
        lost.send(b"GET / HTTP/1.1\r\n\r\n")
        assert lost.receive() == b""
        lost.close()


def test_whoever_watches_is_told(host: HostProcess) -> None:
    watcher = socket.socket(socket.AF_UNIX)
    watcher.settimeout(SECONDS)
    watcher.connect(host.ready["control"])
    events = watcher.makefile("rb")
    watcher.sendall(b'{"do":"watch"}\n')
    assert json.loads(events.readline()) == {"ok": True, "event": "watching"}
    far = DeviceEnd(host.ready["device"])
    till = till_over(far)
    till.sign_on()
    till.sale(5800)
    seen: list[dict[str, object]] = []
    while not seen or seen[-1]["event"] != "booked":
        seen.append(json.loads(events.readline()))
    assert (seen[-1]["kind"], seen[-1]["amount"]) == ("sale", 5800)
    far.close()
    events.close()
    watcher.close()


def test_bad_requests_get_an_error_line_and_the_talk_goes_on(host: HostProcess) -> None:
    with socket.socket(socket.AF_UNIX) as talk:
        talk.settimeout(SECONDS)
        talk.connect(host.ready["control"])
        lines = talk.makefile("rb")
        for bad in (b"nonsense\n", b"[]\n", b"\xff\xfe\n", b"[" * 5000 + b"\n"):
            talk.sendall(bad)
            assert json.loads(lines.readline())["ok"] is False
        talk.sendall(b'{"do":"status"}\n')
        assert json.loads(lines.readline())["ok"] is True
        talk.sendall(b"x" * 200_000 + b"\n")
        assert "more than 65536 bytes" in json.loads(lines.readline())["error"]
        lines.close()


def test_a_folder_serves_one_process(host: HostProcess, tmp_path: Path) -> None:
    second = HostProcess(tmp_path / "host", "--line", "pty", expect_ready=False)
    _, said = second.process.communicate(timeout=SECONDS)
    assert second.process.returncode == 5
    assert "held by another acquirer" in said


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    with HostProcess(tmp_path / "host", "--line", "pty", "--with-parent") as host:
        assert host.wait() == 0


def test_without_its_parent_it_writes_nothing(tmp_path: Path) -> None:
    host = HostProcess(tmp_path / "host", "--line", "pty", "--with-parent", expect_ready=False)
    assert host.wait() == 0
    assert list(tmp_path.iterdir()) == []


def test_it_makes_no_folder_for_its_parent_s(tmp_path: Path) -> None:
    state = tmp_path / "gone" / "host"
    host = HostProcess(state, "--line", "pty", "--with-parent", expect_ready=False)
    assert host.process.wait(SECONDS) == 5
    host.wait()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["--line", "bananas"], 2, "--line bananas: expected", id="no-line"),
        pytest.param(["--line", "tcp://192.0.2.1:9000"], 2, "add --allow-remote", id="remote"),
        pytest.param(["--line", "/dev/no-such-port"], 5, "no such port", id="no-port"),
        pytest.param(["--line", "pty", "--profile", "no-such"], 3, "no such profile", id="no-profile"),
    ],
)
def test_what_keeps_it_from_starting_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert main(["--state", str(tmp_path / "host"), *arguments]) == code
    assert said in capsys.readouterr().err


def test_another_host_key_opens_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with HostProcess(tmp_path / "host", "--line", "pty") as host:
        host.terminate()
    (tmp_path / "host" / "host.key").write_bytes(bytes(32))
    assert main(["--state", str(tmp_path / "host"), "--line", "pty"]) == 5
    assert "sealed under another host key" in capsys.readouterr().err


def test_no_thread_is_left(tmp_path: Path) -> None:
    main(["--state", str(tmp_path / "host"), "--line", "/dev/no-such-port"])
    assert threading.active_count() == 1


def test_a_damaged_ledger_ends_the_process_with_words(tmp_path: Path) -> None:
    with HostProcess(tmp_path / "host", "--line", "pty") as host:
        far = DeviceEnd(host.ready["device"])
        till = till_over(far)
        till.sign_on()
        with contextlib.closing(sqlite3.connect(tmp_path / "host" / "ledger.db")) as hand, hand:
            hand.execute("UPDATE terminals SET key_sets = '?'")
        far.send(till.framer.encode(Envelope(TPDU, HEADER, UNIONPAY_POS.build(till.sale_request())).octets()))
        _, said = host.process.communicate(timeout=SECONDS)
        far.close()
    assert host.process.returncode == 5
    assert "a terminal cannot be read; restore a backup" in said
    assert "Traceback" not in said
