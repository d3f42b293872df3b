from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iso8583_specs.dialects.unionpay_kinds import UNIONPAY_KINDS
from iso8583_specs.message import Message
from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.handlers.table import HANDLERS, OPENS_NO_BATCH, WITHOUT_OUTCOME
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.rules import FINANCIAL
from tests.acquirer.any_order import ACTS, act, check
from tests.acquirer.till import Sold, till_on


def test_every_kind_but_the_balance_is_answered() -> None:
    kinds = {kind.name for kind in UNIONPAY_KINDS}
    assert kinds - set(HANDLERS) == {"balance"}
    assert set(HANDLERS) <= kinds


def test_whatever_moves_money_has_an_outcome_and_a_batch() -> None:
    assert set(HANDLERS) - WITHOUT_OUTCOME - OPENS_NO_BATCH == FINANCIAL


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 200)), min_size=12, max_size=50))
def test_the_money_rules_hold(acts: list[tuple[str, int]]) -> None:
    ledger = MemoryLedger("00112233445566aa")
    till = till_on(ledger)
    held_back: list[Message] = []
    sent: list[Sold] = []
    for name, choice in acts:
        act(till, name, choice, held_back, sent)
        check(ledger)


def test_the_check_itself_sees_what_is_wrong() -> None:
    """The checker would be worth nothing if it let a refund stand beside a void."""
    ledger = MemoryLedger("00112233445566aa")
    till = till_on(ledger)
    sold = till.sale(500)
    till.void(sold)
    check(ledger)
    (sale, void) = ledger.bookings()
    refund = replace(void, id=void.id._replace(stan="000900"), kind="refund", amount=1)
    with ledger.unit():
        ledger.book(refund, accounts.legs_of(refund, ()))
        batch = ledger.batch(sale.id.tid, sale.id.batch)
        assert batch is not None
        ledger.keep_batch(batch.counting(refund))
    try:
        check(ledger)
    except AssertionError:
        return
    raise AssertionError("a refund beside a void was not seen")
