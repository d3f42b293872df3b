"""What a script asks that its backend cannot do: said before the first key, never skipped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from pos_emulator.keyscript.backends.backend import Backend
from pos_emulator.keyscript.errors import CannotHere, ScriptError
from pos_emulator.keyscript.product import GUARDS
from pos_emulator.keyscript.runner.telephone import UNLOCK_CODE
from pos_emulator.keyscript.script import Scenario, Script
from pos_emulator.keyscript.spots import spot
from pos_emulator.keyscript.steps.clock import ClockDay, ClockForward, ClockToTimer, Given, Rewind, When
from pos_emulator.keyscript.steps.expect import (
    ExpectElapsed,
    ExpectLedgerBalanced,
    ExpectLedgerFunds,
    ExpectLedgerState,
    ExpectWhy,
)
from pos_emulator.keyscript.steps.host import HostStep
from pos_emulator.keyscript.steps.keys import TypeSecret
from pos_emulator.keyscript.steps.line import AddFault, CleanLine
from pos_emulator.keyscript.steps.step import Step
from pos_emulator.link.faults import Target

_WORDS = MappingProxyType(
    {
        "clock": "on a real line time cannot be moved",
        "rewind": "what happened on a real line cannot be taken back",
        "host": "the host at the other end takes no orders from a script",
        "ledger": "the ledger of the host at the other end cannot be read",
        "line-faults": "the line to that host cannot be damaged",
    }
)


def limits(script: Script, scenarios: Iterable[Scenario], backend: Backend) -> Iterator[ScriptError]:
    """Everything in these scenarios, and in what comes before each, that the backend cannot do."""
    for required in script.requires:
        if required.feature not in backend.features:
            yield CannotHere(
                spot(required, required.feature),
                f"--backend {backend.name} has no {required.feature}",
                hint=_instead(required.feature, backend),
            )
    for step in (*script.background, *(step for scenario in scenarios for step in scenario.steps)):
        yield from _of_step(step, backend)


def _of_step(step: Step, backend: Backend) -> Iterator[ScriptError]:
    if isinstance(step, When):
        yield from _of_step(step.command, backend)
        return
    feature = _needs(step)
    if feature and feature not in backend.features:
        yield CannotHere(
            step.place.whole,
            f"{_WORDS[feature]} (--backend {backend.name})",
            hint=_instead(feature, backend),
        )
    elif isinstance(step, Given) and step.state not in backend.states:
        yield CannotHere(
            spot(step, step.state),
            f"a host of somebody else cannot be brought to {step.state} (--backend {backend.name})",
            hint="play it on core or pty",
        )
    elif isinstance(step, AddFault) and step.fault.target is Target.ACK and not backend.acknowledges:
        yield CannotHere(
            spot(step, "ack"),
            f"nothing is acknowledged on TCP (--backend {backend.name})",
            hint="play it on core or pty",
        )


def _needs(step: Step) -> str:
    """The feature without which a command means nothing; empty where any bench does."""
    match step:
        case ClockForward() | ClockToTimer() | ClockDay() | ExpectElapsed():
            return "clock"
        case Rewind():
            return "rewind"
        case AddFault() | CleanLine():
            return "line-faults"
        case ExpectLedgerBalanced() | ExpectLedgerState() | ExpectLedgerFunds():
            return "ledger"
        case ExpectWhy(rule) if rule not in GUARDS:
            return "ledger"
        case TypeSecret(name) if name == UNLOCK_CODE:
            return "host"
        case _ if isinstance(step, HostStep):
            return "host"
    return ""


def _instead(feature: str, backend: Backend) -> str:
    own = backend.address is not None and feature in ("host", "ledger", "line-faults")
    return "play it on core or pty" if own else "play it on core"
