from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.tui.saving import in_short, save_text


def test_a_second_file_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    first = save_text(folder, "slip-000003", "消费\n")
    second = save_text(folder, "slip-000003", "again\n")
    assert (first.name, second.name) == ("slip-000003.txt", "slip-000003-2.txt")
    assert first.read_text("utf-8") == "消费\n"


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        save_text(tmp_path / "file", "slip", "")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/srv/shop/saved/slip-000003.txt", "/srv/shop/saved/slip-000003.txt"),
        (
            "/home/ann/.local/state/pos-emulator/saved/frame.txt",
            "~/.local/state/pos-emulator/saved/frame.txt",
        ),
        (
            "/a/rather/deep/folder/of/somebody/who/likes/them/saved/recording-1.keys",
            "…/somebody/who/likes/them/saved/recording-1.keys",
        ),
        ("/x/" + "long" * 20 + ".keys", "…/" + "long" * 20 + ".keys"),
    ],
    ids=["whole", "at-home", "deep", "name-alone"],
)
def test_the_end_of_a_path_is_always_shown(path: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert in_short(Path(path)) == shown
