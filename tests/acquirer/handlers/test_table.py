from __future__ import annotations

from iso8583_specs.dialects.unionpay_kinds import UNIONPAY_KINDS
from pos_emulator.acquirer.handlers.table import HANDLERS, OPENS_NO_BATCH, WITHOUT_OUTCOME
from pos_emulator.acquirer.rules import FINANCIAL


def test_every_kind_but_the_balance_is_answered() -> None:
    kinds = {kind.name for kind in UNIONPAY_KINDS}
    assert kinds - set(HANDLERS) == {"balance"}
    assert set(HANDLERS) <= kinds


def test_whatever_moves_money_has_an_outcome_and_a_batch() -> None:
    assert set(HANDLERS) - WITHOUT_OUTCOME - OPENS_NO_BATCH == FINANCIAL
