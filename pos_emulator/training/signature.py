"""What a request about money is about, so that two of them can be compared."""

from __future__ import annotations

from pos_emulator.cards import load_cards
from pos_emulator.keyscript.observe.messages import Seen
from pos_emulator.keyscript.runner.errors import ScenarioFailed
from pos_emulator.keyscript.runner.stage import Stage

Signature = tuple[str, int, str, str]
"""What kind it is, fen, the name of the transaction it is about, the test card."""


def signature(stage: Stage, seen: Seen, names: tuple[str, ...]) -> Signature:
    """The signature of a request that was sent."""
    message = seen.message
    kind = "refund" if message.mti == "0220" else "void" if message.text(3) == "200000" else "sale"
    reference = str(message.get(37, ""))
    original = next((name for name in names if reference and _rrn(stage, name) == reference), reference)
    number = str(message.get(2) or message.get(35, "")).replace("=", "D").partition("D")[0]
    card = next((name for name, card in load_cards().items() if card.pan == number), "")
    return kind, int(message.text(4)), original, card


def _rrn(stage: Stage, name: str) -> str:
    try:
        return stage.values.transaction(name, stage.bench.state).rrn
    except ScenarioFailed:
        return ""
