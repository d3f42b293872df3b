from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_emulator.acquirer import host_files
from pos_emulator.acquirer.errors import AcquirerError, StateLocked
from pos_emulator.acquirer.host_files import MOST_SOCKET_OCTETS, HostFolder, control_socket_of
from tests.acquirer.till import SeededEntropy


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A temporary folder of a short name, as the system's is on Linux."""
    with tempfile.TemporaryDirectory(prefix="h", dir=host_files.SHORTEST_PLACE) as short:
        monkeypatch.setattr(tempfile, "tempdir", short)
        yield Path(short)


def test_a_folder_is_held_by_one(tmp_path: Path) -> None:
    held = HostFolder(tmp_path / "host")
    with pytest.raises(StateLocked, match=rf"held by another acquirer \(process {os.getpid()}\); end it"):
        HostFolder(tmp_path / "host")
    held.close()
    HostFolder(tmp_path / "host").close()


def test_the_folder_is_its_owner_s(tmp_path: Path) -> None:
    HostFolder(tmp_path / "a" / "host").close()
    assert stat.S_IMODE((tmp_path / "a" / "host").stat().st_mode) == 0o700


def test_the_host_key_is_made_once(tmp_path: Path) -> None:
    folder = HostFolder(tmp_path)
    entropy = SeededEntropy()
    key = folder.host_key(entropy)
    assert len(key) == 32
    assert stat.S_IMODE((tmp_path / "host.key").stat().st_mode) == 0o600
    assert folder.host_key(entropy) == key
    folder.close()


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    folder = HostFolder(tmp_path)
    folder.host_key(SeededEntropy())
    (tmp_path / "host.key").chmod(0o644)
    with pytest.raises(AcquirerError, match="others can read it; chmod 600"):
        folder.host_key(SeededEntropy())
    folder.close()


def test_a_key_of_another_size_is_refused(tmp_path: Path) -> None:
    folder = HostFolder(tmp_path)
    (tmp_path / "host.key").write_bytes(b"short")
    (tmp_path / "host.key").chmod(0o600)
    with pytest.raises(AcquirerError, match="5 bytes, expected 32"):
        folder.host_key(SeededEntropy())
    folder.close()


def test_a_ledger_without_its_key_is_not_given_another(tmp_path: Path) -> None:
    folder = HostFolder(tmp_path)
    folder.ledger.write_bytes(b"something")
    with pytest.raises(AcquirerError, match="the ledger is sealed under it; restore it"):
        folder.host_key(SeededEntropy())
    assert not (tmp_path / "host.key").exists()
    folder.close()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AcquirerError, match="choose another folder"):
        HostFolder(tmp_path / "file")


def test_a_long_path_gets_a_short_socket(temporary: Path) -> None:
    assert control_socket_of(Path("/s")) == Path("/s/control.sock")
    long = control_socket_of(Path("d" * 100))
    assert len(os.fsencode(long)) <= MOST_SOCKET_OCTETS
    assert long == control_socket_of(Path("d" * 100))
    assert long != control_socket_of(Path("e" * 100))
    assert long.parent.parent == temporary


def test_who_only_asks_where_the_socket_is_makes_nothing(temporary: Path) -> None:
    control_socket_of(Path("d" * 100))
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("what", ["open to others", "a link", "a file"])
def test_a_short_folder_of_somebody_else_is_not_used(temporary: Path, tmp_path: Path, what: str) -> None:
    folder = HostFolder(tmp_path / ("deep" * 30))
    short = control_socket_of(folder.path).parent
    match what:
        case "a link":
            (tmp_path / "elsewhere").mkdir(mode=0o700)
            short.symlink_to(tmp_path / "elsewhere")
        case "a file":
            short.touch(0o600)
        case _:
            short.mkdir()
            short.chmod(0o755)
    with pytest.raises(AcquirerError, match=r"control .*; choose a shorter --state"):
        control_socket_of(folder.path)
    with pytest.raises(AcquirerError, match=r"control .*; choose a shorter --state"):
        _ = folder.control_socket
    folder.close()


def test_the_short_folder_of_a_socket_goes_with_the_folder(temporary: Path, tmp_path: Path) -> None:
    folder = HostFolder(tmp_path / ("deep" * 30))
    short = folder.control_socket.parent
    assert (short.parent, short.is_dir()) == (temporary, True)
    assert stat.S_IMODE(short.stat().st_mode) == 0o700
    folder.close()
    assert not short.exists()


def test_a_long_temporary_folder_still_gets_a_short_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("t" * 100)))
    with tempfile.TemporaryDirectory(prefix="h", dir=host_files.SHORTEST_PLACE) as shortest:
        monkeypatch.setattr(host_files, "SHORTEST_PLACE", shortest)
        folder = HostFolder(tmp_path / ("deep" * 30))
        short = folder.control_socket.parent
        assert (short.parent, short.is_dir()) == (Path(shortest), True)
        folder.close()


def test_a_place_that_takes_no_short_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("t" * 100)))
    monkeypatch.setattr(host_files, "SHORTEST_PLACE", "/nowhere")
    folder = HostFolder(tmp_path / ("deep" * 30))
    with pytest.raises(
        AcquirerError, match="No such file or directory; choose a shorter --state, or let TMPDIR"
    ):
        _ = folder.control_socket
    folder.close()
