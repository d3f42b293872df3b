from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.keyscript.recorder.saving import next_name, write_whole


def test_what_was_there_stays_until_all_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.keys"
    write_whole(path, "one\n")
    monkeypatch.setattr("os.fsync", lambda _number: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write_whole(path, "two\n")
    assert path.read_text() == "one\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_script_is_text_for_everybody(tmp_path: Path) -> None:
    path = tmp_path / "x.keys"
    write_whole(path, "撤销成功\n")
    assert path.read_bytes() == "撤销成功\n".encode()
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_first_free_number(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    assert next_name(folder) == folder / "recording-1.keys"
    (folder / "recording-1.keys").touch()
    assert next_name(folder) == folder / "recording-2.keys"
