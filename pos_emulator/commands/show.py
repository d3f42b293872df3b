"""``run --show``: plays in the terminal window, and reports as any run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pos_emulator.commands.terminal import check_window, run_window
from pos_emulator.keyscript.runner import goldens
from pos_emulator.keyscript.runner.play import NOTHING_MORE, Keep, Performance
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.pool import Players, Task

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.result import Result
    from pos_emulator.keyscript.runner.sources import Source
    from pos_emulator.keyscript.script import Script
    from pos_emulator.tui.show_app import Number


class ShownPlayers(Players):
    """Plays in a window for people; the results are those of a run that nobody sees.

    Args:
        keep: See `Players`.
        stop_at_failure: Whether the window ends at the first failure.
        update_goldens: See `Run`.
    """

    def __init__(
        self, *, keep: Keep = NOTHING_MORE, stop_at_failure: bool = False, update_goldens: bool = False
    ) -> None:
        super().__init__(1, keep=keep)
        self._stop_at_failure = stop_at_failure
        self._judged = goldens.to_take if update_goldens else goldens.compared

    def play(
        self, sources: Sequence[Source], scripts: Sequence[Script], tasks: Sequence[Task]
    ) -> Iterator[Result]:
        """See `Players`.

        Raises:
            ForbiddenError: there is no window, or it is too small.
            KeyboardInterrupt: the window was closed before the end.
        """
        check_window("or leave out --show")
        from pos_emulator.tui.show_app import ShowApp

        programme = [self._number(sources[task.file], scripts[task.file], task) for task in tasks]
        app = ShowApp(programme, stop_at_failure=self._stop_at_failure)
        run_window(app)
        yield from app.results
        if not app.over:
            raise KeyboardInterrupt

    def _number(self, source: Source, script: Script, task: Task) -> Number:
        from pos_emulator.tui.show_app import Number

        playing = Playing.of(
            script, script.scenarios[task.scenario], seed=task.seed, repeat=task.repeat, asked=task.asked
        )
        texts = {file: lines_of(text) for file, text in (*source.sourced, (source.file, source.text))}
        return Number(
            playing.scenario.name, lambda: Performance(playing, keep=self._keep), texts, self._judged
        )


def lines_of(text: bytes) -> tuple[str, ...]:
    """The lines of a script, as they are counted."""
    return tuple(line.rstrip("\r") for line in text.decode("utf-8-sig").split("\n"))
