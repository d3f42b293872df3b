"""The stage of a script or of a lesson in the window: its strokes are seen on the keypad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos_emulator.runtime.virtual import Bench
from pos_emulator.tui.bench_live import BenchLive
from pos_emulator.tui.film import Stroke

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.stage import Stage


class StageLive(BenchLive):
    """Shows the bench of a stage, and another one when that takes its place."""

    _stage: Stage | None = None
    _touches = 0

    async def start(self) -> None:
        """Show what there is; whoever plays switches on, and moves the clock."""
        self._running = True
        self.look()

    def follow(self, stage: Stage) -> bool:
        """Look at this stage; whether it is another than before."""
        if stage is self._stage:
            return False
        bench = stage.bench
        assert isinstance(bench, Bench), "only what happens in virtual time is shown"
        self._stage = stage
        self.skip_strokes()
        self.watch(bench)
        return True

    def strokes(self) -> tuple[Stroke, ...]:
        """See `BenchLive`."""
        if self._stage is None:
            return ()
        new = self._stage.touches[self._touches :]
        self.skip_strokes()
        return tuple(Stroke(touch.what, touch.shown) for touch in new)

    def skip_strokes(self) -> None:
        """What was done until now has been seen."""
        self._touches = 0 if self._stage is None else len(self._stage.touches)
