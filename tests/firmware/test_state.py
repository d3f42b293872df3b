from __future__ import annotations

import pytest

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.records import Failed, Settled, Settling
from pos_emulator.firmware.state import State
from tests.firmware.samples import CARD, doubt, obligation, sale


@pytest.fixture
def state() -> State:
    return State(MemoryFlash())


def test_a_cell_has_its_default_until_it_is_written(state: State) -> None:
    assert state.batch_number == 1
    state.batch_number = 7
    assert state.batch_number == 7
    assert state.owed is None
    state.owed = obligation("000003")
    assert state.owed == obligation("000003")
    state.owed = None
    assert state.flash.get("owed") is None


def test_what_is_false_or_zero_is_kept_as_such(state: State) -> None:
    state.memory_story = 0
    state.needs_sign_on = False
    assert state.memory_story == 0
    assert state.needs_sign_on is False


def test_a_table_keeps_the_order_of_writing(state: State) -> None:
    for voucher in ("000009", "000003", "000005"):
        state.batch.put(voucher, sale(voucher))
    state.batch.put("000009", sale("000009", amount=1))
    assert state.batch.names() == ["000009", "000003", "000005"]
    assert [record.amount for record in state.batch.values()] == [1, 5800, 5800]
    state.batch.delete("000003")
    assert state.batch.count() == 2
    state.batch.clear()
    assert state.batch.count() == 0


def test_trace_numbers_count_from_1_and_wrap_behind_999999(state: State) -> None:
    assert [state.take_stan() for _ in range(3)] == ["000001", "000002", "000003"]
    state.next_stan = 999_999
    assert [state.take_stan() for _ in range(2)] == ["999999", "000001"]


def test_numbers_in_use_are_skipped_at_the_wrap(state: State) -> None:
    state.batch.put("999999", sale("999999"))
    state.batch.put("000001", sale("000001"))
    state.owed = obligation("000002")
    state.doubts.put("000003", doubt("000003"))
    state.next_stan = 999_998
    assert [state.take_stan() for _ in range(3)] == ["999998", "000004", "000005"]


def test_closing_a_batch_leaves_an_index_and_takes_the_next_number(state: State) -> None:
    state.batch_number = 12
    state.batch.put("000003", sale("000003", batch="000012"))
    state.voids.put("000003", "000004")
    state.refunds.put("632500000001", "000005")
    state.failed.put("000006", Failed("000006", "sale", 100, CARD, "51"))
    state.settling = Settling("end", "000012")
    state.close_batch()
    assert state.batch_number == 13
    assert state.flash.get("settling") is None
    assert [t.count() for t in (state.batch, state.voids, state.refunds, state.failed)] == [0, 0, 0, 0]
    assert state.settled.get("000003") == Settled(
        "000003", "000012", "sale", "632500000001", "1121", 5800, "ab" * 16
    )


def test_batch_numbers_wrap_behind_999999(state: State) -> None:
    state.batch_number = 999_999
    state.close_batch()
    assert state.batch_number == 1
