"""Ctrl-R in the window: begins a recording, and ends it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pos_emulator.keyscript.recorder.opening import CannotBegin
from pos_emulator.keyscript.recorder.saving import next_name
from pos_emulator.tui.recording import Ended, Recording
from pos_emulator.tui.refusals import in_words
from pos_emulator.tui.saving import folder_of, in_short
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.tui.live import Live

Said = tuple[str, str]
"""What to say, and its ink."""


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
            return word("record.not-here", lang), "warn"
        try:
            where = path or next_name(folder_of(live))
            self.recording = Recording(live, where, source=source or live.profile.name)
        except CannotBegin as error:
            return in_words(str(error), lang), "warn"
        except OSError as error:
            return word("record.not-saved", lang, why=error), "bad"
        return word("record.begun", lang), "good"

    def end(self, lang: str) -> Said:
        """End the recording that runs and save it; the words for it."""
        assert self.recording is not None
        recording, self.recording = self.recording, None
        try:
            self.ended = recording.end()
        except OSError as error:
            self.failure = error
            return word("record.not-saved", lang, why=error), "bad"
        if self.ended.path is None:
            return word("record.nothing", lang), "hint"
        path = in_short(self.ended.path)
        if self.ended.problem:
            why = self.ended.problem.split("\n")[0]
            return word("record.differs", lang, path=path, why=why), "warn"
        return word("record.saved", lang, path=path), "good"
