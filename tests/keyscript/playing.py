"""Scripts played on the spot: the words in which the runner's tests are written."""

from __future__ import annotations

from pos_emulator.keyscript.check import read_script
from pos_emulator.keyscript.product import world_for
from pos_emulator.keyscript.report.text import result_lines
from pos_emulator.keyscript.runner.play import play
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.result import Result
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.start_states import Shop, prepared

SHOP = """\
Background
  Given    signed-on
  Customer arrives holding demo-debit
"""


def script(text: str) -> Script:
    """A whole script, as it stands."""
    return read_script(text, file="x.keys", world_for=world_for)


def results(text: str, *, seed: int | None = None, repeat: int = 1) -> list[Result]:
    """Every scenario of a script, played."""
    read = script(text)
    return [play(Playing.of(read, each, seed=seed, repeat=repeat)) for each in read.scenarios]


def at_shop(*lines: str) -> Result:
    """One scenario with an operator signed on and demo-debit at the counter."""
    (result,) = results(SHOP + 'Scenario "s"\n' + "\n".join(f"  {line}" for line in lines) + "\n")
    return result


def problem_at_shop(*lines: str) -> str:
    """Why such a scenario failed; empty where it passed."""
    failure = at_shop(*lines).failure
    return "" if failure is None else f"{failure.line - len(SHOP.splitlines()) - 1}: {failure.problem}"


def report_of(result: Result) -> str:
    """What a person reads of it."""
    return "\n".join(result_lines(result, 1, 1))


def stage(state: str = "signed-on", *cards: str) -> Stage:
    """A bench to act on without a script."""
    found = Stage(prepared(Shop("cn-classic"), state), 7, lambda _stage, _when: None)
    found.bench.counter.arrive(*cards)
    return found
