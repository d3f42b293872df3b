from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.tui.recording import Recording
from tests.tui.hand_live import HandLive


def test_the_script_is_there_each_time_the_terminal_is_idle(tmp_path: Path) -> None:
    live = HandLive(tmp_path / "state")
    path = tmp_path / "x.keys"
    recording = Recording(live, path, source="cn-classic")
    recording.live.press(Key.ENTER)
    assert not path.exists()
    recording.live.press(Key.CANCEL)
    assert "Cancel" in path.read_text()


def test_what_cannot_be_written_is_said_at_the_end(tmp_path: Path) -> None:
    live = HandLive(tmp_path / "state")
    recording = Recording(live, tmp_path / "none" / "x.keys", source="cn-classic")
    recording.live.press(Key.ENTER)
    recording.live.press(Key.CANCEL)
    with pytest.raises(FileNotFoundError):
        recording.end()


def test_a_replay_that_differs_is_named(tmp_path: Path) -> None:
    live = HandLive(tmp_path / "state")
    live.bench.acquirer.rules.reply("91")
    recording = Recording(live, tmp_path / "x.keys", source="cn-classic")
    recording.live.present("demo-debit", "swipe")
    for name in ("Enter", *"5800", "Enter", *live.hand.secrets["demo-debit"].reveal(), "Enter", "Enter"):
        recording.live.press(Key(name))
    ended = recording.end()
    assert ended.path == tmp_path / "x.keys"
    assert ended.problem.endswith("no such screen was shown")
