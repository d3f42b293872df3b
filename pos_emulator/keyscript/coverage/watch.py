"""Looks on while a scenario plays, and notes what it reaches; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.coverage.oracle_lines import judged
from pos_emulator.keyscript.coverage.reached import KeyAt, Reached
from pos_emulator.keyscript.observe.messages import Seen
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.oracle.case import Case

LAST_ASKED_AFTER = 10
"""Of how many messages the host is asked for its reasons, again and again."""
LATE = "late"
"""A late answer has the reason of its code; that it was late the rule book alone knows."""


class Watch:
    """One scenario's onlooker, on every bench that it plays on."""

    def __init__(self) -> None:
        self._answering: set[KeyAt] = set()
        self._pressed: set[KeyAt] = set()
        self._states: set[str] = set()
        self._lines: set[str] = set()
        self._reasons: set[str] = set()

    def begins(self, stage: Stage, state: str) -> None:
        """A scenario begins from a start state, on a bench of its own."""
        stage.onlooker = self
        self._states.add(state)
        self.has_acted(stage)

    def will_press(self, stage: Stage, key: Key) -> None:
        """See `Onlooker`: a key that the prompt answers to is reached by being pressed."""
        terminal = stage.core.terminal
        if terminal is not None and terminal.takes(key):
            at = (terminal.screen.name, key.value)
            self._answering.add(at)
            self._pressed.add(at)

    def has_acted(self, stage: Stage) -> None:
        """See `Onlooker`: the prompt that is there now is asked which keys it answers to, the host for its reasons.

        The host is asked each time: it remembers one reason for a STAN, a reversal has that of its original, and a
        message may arrive late.
        """
        self._reasons.update(_host_reasons(stage, stage.tap.sent_since(0)[-LAST_ASKED_AFTER:]))
        terminal = stage.core.terminal
        if terminal is None:
            return
        name = terminal.screen.name
        for key in Key:
            if (name, key.value) not in self._answering and terminal.takes(key):
                self._answering.add((name, key.value))

    def has_judged(self, case: Case) -> None:
        """See `Onlooker`."""
        self._lines |= judged(case)

    def reached(self, stages: Iterable[Stage]) -> Reached:
        """All that was reached, on all benches; what a start state did before is not counted."""
        played = tuple(stages)
        return Reached(
            screens=frozenset(name for stage in played for name in _screens(stage)),
            answering=frozenset(self._answering),
            pressed=frozenset(self._pressed),
            codes=frozenset(code for stage in played for code in _codes(stage.tap.messages())),
            reasons=frozenset(self._reasons).union(
                refused.rule for stage in played for refused in stage.bench.explained
            ),
            states=frozenset(self._states),
            lines=frozenset(self._lines),
        )


def _screens(stage: Stage) -> Iterable[str]:
    before = len(stage.prepared.start.screens)
    return (screen.name for _, screen in stage.bench.all_screens[before:])


def _codes(messages: Iterable[Seen]) -> Iterable[tuple[str, str]]:
    for seen in messages:
        if not seen.sent and 39 in seen.message:
            kind = UNIONPAY_POS.kind_of(seen.message)
            yield seen.message.mti if kind is None else kind.name, seen.message.text(39)


def _host_reasons(stage: Stage, sent: Iterable[Seen]) -> Iterable[str]:
    acquirer, tid = stage.core.acquirer, stage.core.profile.tid
    for seen in sent:
        # An echo has no STAN.
        why = acquirer.why(tid, seen.message.text(11)) if 11 in seen.message else None
        if why is not None:
            yield why.rule
        if acquirer.rules.manner(LATE, seen.message.mti) is not None:
            yield LATE
