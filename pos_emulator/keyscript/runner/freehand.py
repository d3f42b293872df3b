"""Commands played as somebody thinks of them, on one bench, with the money check at the end."""

from __future__ import annotations

from pos_emulator.keyscript.runner.play import Performance
from pos_emulator.keyscript.runner.result import Failure
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.step import Step


class Freehand(Performance):
    """A scenario that nobody has written down: whoever plays it says each command, and looks as they like."""

    def perform(self, step: Step) -> Failure | None:
        """One more command; why it did not go as it should."""
        return self._player.tried(step)

    @property
    def stage(self) -> Stage:
        """The bench it plays on now; a terminal as delivered before the first command."""
        return self._player.stage

    def look(self) -> None:
        """Somebody looks at the terminal: where a move has stopped, they see it."""
        self._player.looked()

    def end(self) -> Failure | None:
        """The last command was played: has a move stopped unseen, is the money as it should be?

        What was seen can still be looked at; nothing more can be done.
        """
        if self._player.stages:
            try:
                self.stage.look_anew()
                self._failure = self._player.ended()
            finally:
                self._player.close()
        return self._failure
