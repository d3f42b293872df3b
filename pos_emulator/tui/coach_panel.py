"""The coach beside the terminal: what to do next and why, what went wrong, what others learn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.reactive import reactive

from pos_emulator.texts.layout import cells, fit
from pos_emulator.tui.lines import Bit, Line, LinesView, line, wrapped
from pos_emulator.tui.words import word

if TYPE_CHECKING:
    from pos_emulator.training.view import CoachView

_ASKED = ("shield", "call", "wait", "again")
"""Acts that only a lesson knows."""
_LEAST_GAUGE = 6


class CoachPanel(LinesView):
    """Shows a `CoachView`; its button does the next act at the counter."""

    view: reactive[CoachView | None] = reactive(None, init=False)
    """What the coach says; None while the terminal is working."""

    def watch_view(self) -> None:
        self._entitle()
        self.rebuild()
        self.scroll_home(animate=False)

    def watch_lang(self) -> None:
        self._entitle()
        self.rebuild()

    def _entitle(self) -> None:
        if self.view is not None:
            self.border_title = f"{word('panel.coach', self.lang)} · {self.view.title}"

    def lines(self, width: int) -> Sequence[Line]:
        """See `LinesView`."""
        view = self.view
        if view is None:
            return list(wrapped(word("coach.busy", self.lang), width, "dim"))
        return [
            *self._head(view, width),
            *self._next(view, width),
            *self._others(view, width),
            *self._said(view, width),
        ]

    def _head(self, view: CoachView, width: int) -> Iterator[Line]:
        mode = word(f"coach.mode.{view.mode.value}", self.lang)
        step = word("coach.step", self.lang, step=min(view.step + 1, view.steps), steps=view.steps)
        points = "" if view.points is None else word("coach.points", self.lang, points=view.points)
        done = step if not view.ended else word("coach.ended", self.lang)
        label = f"{mode} · {done} "
        room = width - cells(label) - cells(points) - 1
        gauge = "" if room < _LEAST_GAUGE else _gauge(view.step, view.steps, min(room, 16))
        spare = max(width - cells(label) - cells(gauge) - cells(points), 0)
        ink = "bad" if view.critical else "chosen"
        yield Line((Bit(label, "dim"), Bit(gauge, "good"), Bit(" " * spare), Bit(points, ink)))
        if view.critical:
            yield from wrapped(f"✗ {view.critical}", width, "bad", indent=2)
        yield line()

    def _next(self, view: CoachView, width: int) -> Iterator[Line]:
        if view.ended:
            over = word("lesson.over" if view.points is not None else "lesson.watched", self.lang)
            yield Line((Bit(fit(f" ▶ {over}", width), "todo", "app.report"),))
            yield line()
            return
        if view.trouble:
            for said in view.trouble.split("\n"):
                yield from wrapped(f"! {said}", width, "warn", indent=2)
            yield line()
        if view.todo:
            for row in wrapped(f" ▶ {view.todo}", width, "todo", indent=3):
                yield Line((Bit(fit("".join(bit.text for bit in row.bits), width), "todo"),))
        if view.act:
            act, _, card = view.act.partition(" ")
            label = f" {word(f'act.{act}', self.lang)} {card}".rstrip() + " "
            yield Line((Bit("   "), Bit(label, "button", action_of(act))))
        for number, hint in enumerate(view.hints, start=1):
            yield from wrapped(
                word("coach.hint", self.lang, level=number, text=hint), width, "good", indent=2
            )
        if view.todo or view.hints:
            yield line()

    def _others(self, view: CoachView, width: int) -> Iterator[Line]:
        if not view.onlooker:
            return
        yield line(f"◉ {word('coach.onlooker', self.lang)}", "head")
        for seen in view.onlooker:
            yield from wrapped(f"  {seen}", width, "warn", indent=4)
        yield line()

    def _said(self, view: CoachView, width: int) -> Iterator[Line]:
        if (
            not view.todo
            and not view.hints
            and not view.caption
            and view.points is not None
            and not view.ended
        ):
            yield from wrapped(word("coach.silent", self.lang), width, "dim")
        if view.caption:
            for said in view.caption.split("\n"):
                yield from wrapped(said, width)
            yield line()
        if view.why:
            yield from wrapped(word("coach.why", self.lang, text=view.why), width, "dim", indent=2)


def action_of(act: str) -> str:
    """The action of the app that does an act a coach speaks of."""
    return f"app.ask('{act}')" if act in _ASKED else f"app.act('{act}')"


def _gauge(step: int, steps: int, width: int) -> str:
    full = round(width * step / steps) if steps else width
    return "━" * full + "┄" * (width - full)
