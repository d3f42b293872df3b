from __future__ import annotations

from pos_emulator.training.scene import money_sent
from pos_emulator.training.signature import signature
from tests.training.trainees import coach, to_the_end


def test_what_a_request_is_about() -> None:
    at = coach("void-before-card-leaves")
    to_the_end(at)
    sent = [signature(at.stage, seen, ("earlier", "sale")) for seen in money_sent(at.stage, 0)]
    assert sent == [
        ("sale", 3560, "", "demo-credit"),
        ("sale", 12800, "", "demo-debit"),
        ("void", 12800, "sale", "demo-debit"),
    ]
    assert money_sent(at.stage, at.stage.tap.count) == []
