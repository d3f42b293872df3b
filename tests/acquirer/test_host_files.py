from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

import pytest

from pos_emulator.acquirer.errors import AcquirerError, StateLocked
from pos_emulator.acquirer.host_files import MOST_SOCKET_OCTETS, HostFolder, control_socket_of
from tests.acquirer.till import SeededEntropy


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


def test_a_long_path_gets_a_short_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    assert control_socket_of(Path("/s")) == Path("/s/control.sock")
    with tempfile.TemporaryDirectory(prefix="h") as short:
        monkeypatch.setattr("tempfile.tempdir", short)
        long = control_socket_of(Path(short) / ("d" * 100))
        assert len(os.fsencode(long)) <= MOST_SOCKET_OCTETS
        assert long == control_socket_of(Path(short) / ("d" * 100))
        assert long != control_socket_of(Path(short) / ("e" * 100))
        assert stat.S_IMODE(long.parent.stat().st_mode) == 0o700
        long.parent.chmod(0o755)
        with pytest.raises(AcquirerError, match="a folder of somebody else"):
            control_socket_of(Path(short) / ("d" * 100))


def test_the_short_folder_of_a_socket_goes_with_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = HostFolder(tmp_path / ("deep" * 30))
    short = folder.control_socket.parent
    assert (short.parent, short.is_dir()) == (tmp_path, True)
    folder.close()
    assert not short.exists()
