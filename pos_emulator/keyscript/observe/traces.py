"""Expectations of paper, reasons, log and virtual time."""

from __future__ import annotations

from datetime import datetime

from pos_emulator.keyscript.observe.display import filled
from pos_emulator.keyscript.observe.screen_text import found
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.expect import ExpectElapsed, ExpectLog, ExpectReceipt, ExpectWhy

TraceStep = ExpectReceipt | ExpectWhy | ExpectLog | ExpectElapsed


def expect_trace(stage: Stage, step: TraceStep, *, began: datetime) -> None:
    """Hold an expectation against what was printed, explained and noted.

    Raises:
        ScenarioFailed: it does not hold.
    """
    evidence: tuple[str, ...] = ()
    match step:
        case ExpectReceipt(copy, match):
            slips = [slip for _, slip in stage.bench.slips[stage.prepared_slips :] if slip.copy == copy]
            text = filled(stage, match)
            assert text is not None
            holds = bool(slips) and found(text, slips[-1].lines)
            problem = f"the last {copy} slip does not say so" if slips else f"no {copy} slip was printed"
            if holds:
                problem = f"the last {copy} slip says so"
            evidence = tuple(f"  {line.rstrip()}" for line in slips[-1].lines) if slips else ()
        case ExpectWhy(rule):
            reasons = reasons_of(stage)
            holds = rule in reasons
            problem = f"the reasons given: {', '.join(reasons) or 'none'}"
        case ExpectLog(match):
            wanted = match.filled(lambda saved: stage.values.text(saved, stage.bench.state))
            lines = log_of(stage)
            holds = any(wanted in line for line in lines)
            problem = "the log says so" if holds else "the log does not say so"
            evidence = tuple(f"  {line}" for line in lines[-12:])
        case ExpectElapsed(seconds):
            elapsed = (stage.bench.now - began).total_seconds()
            holds = elapsed < seconds
            problem = f"{elapsed:g} s of virtual time have passed"
    if holds is step.negated:
        raise ScenarioFailed(problem, evidence)


def reasons_of(stage: Stage) -> list[str]:
    """Guards of the firmware since the last acting command, and the host's rule for the last thing asked."""
    rules = [refused.rule for refused in stage.explained]
    sent = stage.tap.sent_since(0)
    since = stage.tap.sent_since(stage.marks.messages) or sent[-1:]
    for seen in since:
        # An echo has no STAN, and so no reason that could be asked for.
        if stage.bench.desk is None or 11 not in seen.message:
            continue
        why = stage.bench.desk.why(seen.message.text(11))
        if why is not None:
            rules.append(why.rule)
    return rules


def log_of(stage: Stage) -> list[str]:
    """Rules of the script that fired, what the guards said, and the terminal's audit log."""
    explained = [f"{refused.rule}: {refused.why}" for refused in stage.bench.explained]
    audit = [f"{entry.what}: {entry.outcome}" for entry in stage.bench.state.audit_log.values()]
    return [*stage.log, *explained, *audit]
