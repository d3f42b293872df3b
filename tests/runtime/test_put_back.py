from __future__ import annotations

import pytest

from pos_emulator.firmware.flash import Address, MemoryFlash
from pos_emulator.firmware.records import SignedOn, Tries
from pos_emulator.firmware.state import State
from pos_emulator.runtime.flash_cells import GUARDED
from pos_emulator.runtime.put_back import put_back
from pos_emulator.runtime.world import SystemEntropy
from tests.runtime.test_live_case import RECORD

NEWER: dict[Address, object] = {
    ("next-stan", ""): 42,
    ("batch-number", ""): 7,
    ("tries", "supervisor"): Tries(wrong=2),
    ("tries", "admin"): Tries(wrong=5, locked=True, number="12345678"),
    ("locked-by", ""): "01",
}


@pytest.fixture
def state() -> State:
    """An older copy: trace 9, batch 7 with one sale, one wrong password of operator 01."""
    state = State(MemoryFlash())
    state.initialised = "2026-11-21"
    state.next_stan = 9
    state.batch_number = 7
    state.memory_story = 0
    state.signed_on = SignedOn("01", "1121")
    state.batch.put(RECORD.voucher, RECORD)
    state.operators.put("01", "01")
    state.tries.put("operator-01", Tries(wrong=1))
    return state


def tries(state: State) -> dict[str, Tries | None]:
    return {name: state.tries.get(name) for name in state.tries.names()}


def test_nothing_that_is_guarded_is_forgotten_here() -> None:
    assert {area for area, _ in NEWER} == GUARDED


def test_goes_on_where_the_memory_was(state: State) -> None:
    put_back(state.flash, NEWER, entropy=SystemEntropy())
    assert not state.flash.commit(), "all of it is kept"
    assert (state.next_stan, state.batch_number, state.batch.count()) == (42, 7, 1)
    assert state.locked_by == "01", "a terminal that was locked since stays locked"
    assert tries(state) == {
        "supervisor": Tries(wrong=2),
        "admin": Tries(wrong=5, locked=True, number="12345678"),
    }
    assert (state.memory_story, state.needs_sign_on) == (2, True)


def test_a_batch_that_was_closed_since_is_closed(state: State) -> None:
    put_back(state.flash, {**NEWER, ("batch-number", ""): 1}, entropy=SystemEntropy())
    assert (state.batch_number, state.batch.count()) == (1, 0)
    assert [each.voucher for each in state.settled.values()] == [RECORD.voucher]


@pytest.mark.parametrize(
    "newer",
    [
        None,
        {**NEWER, ("next-stan", ""): 0},
        {**NEWER, ("batch-number", ""): "7"},
        {**NEWER, ("tries", "admin"): 5},
        {**NEWER, ("tries", ""): Tries()},
        {**NEWER, ("initialised", ""): "never"},
        {},
        {address: value for address, value in NEWER.items() if address != ("next-stan", "")},
        {address: value for address, value in NEWER.items() if address != ("batch-number", "")},
    ],
    ids=["lost", "stan", "batch", "tries", "key", "area", "empty", "no-stan", "no-batch"],
)
def test_where_nobody_knows_all_is_locked_and_numbers_go_far_ahead(
    state: State, newer: dict[Address, object] | None
) -> None:
    state.next_stan = 950_000
    put_back(state.flash, newer, entropy=SystemEntropy())
    assert (state.next_stan, state.batch_number, state.batch.count()) == (50_001, 7, 1)
    assert set(tries(state)) == {"supervisor", "refund", "admin", "operator-01"}
    assert all(each and each.locked and len(each.number) == 8 for each in tries(state).values())
    assert (state.memory_story, state.needs_sign_on) == (2, True)


def test_a_fault_slip_that_is_due_may_be_out_already(state: State) -> None:
    state.fault_slips_due.put("000001000003", False)
    put_back(state.flash, NEWER, entropy=SystemEntropy())
    assert state.fault_slips_due.get("000001000003") is True
