"""Ctrl-R in the window: begins a recording, and ends it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pos_emulator.keyscript.recorder.opening import CannotBegin
from pos_emulator.keyscript.recorder.saving import next_name
from pos_emulator.tui.recording import Ended, Recording
from pos_emulator.tui.refusals import in_words
from pos_emulator.tui.saving import folder_of

if TYPE_CHECKING:
    from pos_emulator.tui.live import Live

Said = tuple[str, str]
"""What to say, and its ink."""

_COLUMN = {"zh": 0, "en": 1}
_WORDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "begun": ("正在录制 · Ctrl-R 结束并保存", "recording · Ctrl-R ends it and saves it"),
        "saved": ("脚本已保存到 {path}，重放通过", "saved to {path}, and it replays"),
        "differs": ("已保存到 {path}，但重放不同：{why}", "saved to {path}, but its replay differs: {why}"),
        "not-here": ("这里不能录制：终端由脚本操作", "nothing to record here: a script is at the keys"),
        "nothing": ("没有做任何事，没有保存", "nothing was done, nothing is saved"),
        "not-saved": ("没有保存：{why}", "not saved: {why}"),
    }
)


class RecordSwitch:
    """Holds the recording of one window, if there is one.

    Attributes:
        recording: The one that runs.
        ended: What became of the last one.
        failure: Why the last one could not be written.
    """

    def __init__(self) -> None:
        self.recording: Recording | None = None
        self.ended: Ended | None = None
        self.failure: OSError | None = None

    def begin(self, live: Live, lang: str, *, path: Path | None = None, source: str = "") -> Said:
        """Begin; the words for it. Where it cannot, there is no recording afterwards.

        Args:
            live: The terminal.
            lang: The language of the words.
            path: Where the script goes; the next free name in the terminal's folder if not given.
            source: The profile's name or file; the terminal's own name if not given.
        """
        if live.folder is None:
            return _word("not-here", lang), "warn"
        try:
            where = path or next_name(folder_of(live))
            self.recording = Recording(live, where, source=source or live.profile.name)
        except CannotBegin as error:
            return in_words(str(error), lang), "warn"
        except OSError as error:
            return _word("not-saved", lang, why=error), "bad"
        return _word("begun", lang), "good"

    def end(self, lang: str) -> Said:
        """End the recording that runs and save it; the words for it."""
        assert self.recording is not None
        recording, self.recording = self.recording, None
        try:
            self.ended = recording.end()
        except OSError as error:
            self.failure = error
            return _word("not-saved", lang, why=error), "bad"
        if self.ended.path is None:
            return _word("nothing", lang), "hint"
        if self.ended.problem:
            why = self.ended.problem.split("\n")[0]
            return _word("differs", lang, path=self.ended.path, why=why), "warn"
        return _word("saved", lang, path=self.ended.path), "good"


def _word(key: str, lang: str, **values: object) -> str:
    return _WORDS[key][_COLUMN[lang]].format(**values)
