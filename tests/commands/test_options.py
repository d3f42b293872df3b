from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.commands.options import LANGUAGES, state_path
from pos_emulator.texts import LANGUAGES as LANGUAGES_OF_TEXTS


def test_the_users_own_folder_unless_another_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    assert state_path(Path("shop")) == tmp_path / "shop"
    assert state_path(Path("~/shop")) == tmp_path / "shop"
    assert state_path(None).name == "pos-emulator"
    assert state_path(None).is_relative_to(tmp_path)


def test_the_languages_of_the_display() -> None:
    assert LANGUAGES == LANGUAGES_OF_TEXTS
