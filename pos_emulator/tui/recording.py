"""One recording: from the moment it begins to the script on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pos_emulator.keyscript.recorder.listening import Listener
from pos_emulator.keyscript.recorder.opening import opening
from pos_emulator.keyscript.recorder.saving import write_whole
from pos_emulator.keyscript.recorder.screens import is_idle
from pos_emulator.keyscript.recorder.script_text import Recorded, script_of
from pos_emulator.keyscript.recorder.session import Done, KeyTaken
from pos_emulator.keyscript.recorder.trial import problem_of
from pos_emulator.runtime.notices import Notice, ScreenShown
from pos_emulator.tui.recorded_live import RecordedLive

if TYPE_CHECKING:
    from pos_emulator.tui.live import Live


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a recording.

    Attributes:
        path: The script; None where nothing was done.
        problem: Why a replay of it does not pass; empty where it does.
    """

    path: Path | None
    problem: str = ""


class Recording:
    """Records what is done through `live`; the script is written each time the terminal is idle again.

    Args:
        live: The terminal.
        path: Where the script goes.
        source: The name or file of its profile.

    Raises:
        CannotBegin: it cannot begin here.
    """

    def __init__(self, live: Live, path: Path, *, source: str) -> None:
        lang = live.state.lang or live.profile.lang
        begun = opening(live.state, live.profile, source=source, counter=live.counter, screen=live.screen)
        self.path = path
        self._listener = Listener()
        self._recorded = Recorded(live.profile, source, lang, begun, live.screen, self._listener.entries)
        self.live = RecordedLive(live, self._listener)
        """What is to be used instead of the terminal meanwhile."""
        self._unsubscribe = live.subscribe(self._hear)
        self._written = 0

    def end(self) -> Ended:
        """Hear no more, write the script, and try it.

        Raises:
            OSError: it cannot be written.
        """
        self._unsubscribe()
        if not self._anything:
            return Ended(None)
        text = self.write()
        return Ended(self.path, problem_of(text, self.path.as_posix()))

    def write(self) -> str:
        """Write what there is so far; it is returned too.

        Raises:
            OSError: it cannot be written.
        """
        text = script_of(self._recorded, self.live.state)
        write_whole(self.path, text)
        self._written = len(self._listener.entries)
        return text

    @property
    def _anything(self) -> bool:
        return any(isinstance(entry, KeyTaken | Done) for entry in self._listener.entries)

    def _hear(self, notice: Notice) -> None:
        self._listener.hear(notice)
        if isinstance(notice, ScreenShown) and is_idle(notice.screen) and self._anything:
            self._write_between()

    def _write_between(self) -> None:
        """So that nothing is lost with the window; whether it can be written is said at the end."""
        try:
            self.write()
        except OSError:
            return
