from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest

from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.records import Leg, PinTries, RequestId
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.runtime.cut_points import AcquirerDiedError, CutFlash, CutLedger, CutPoints, PowerWentError


def test_it_dies_at_the_moment_that_is_armed_and_once() -> None:
    points = CutPoints(PowerWentError)
    points.passed("first")
    points.arm(2)
    points.passed("second")
    with pytest.raises(PowerWentError):
        points.passed("third")
    assert points.where == "third"
    points.passed("fourth")
    assert points.count == 4


@pytest.mark.parametrize(("armed", "leave"), [(1, 1), (4, 4), (5, None), (0, None)])
def test_a_write_has_a_moment_after_each_byte_but_the_last(armed: int, leave: int | None) -> None:
    points = CutPoints(PowerWentError)
    points.arm(armed) if armed else points.disarm()
    assert points.octets_written(5) == leave
    assert points.count == 4


def test_a_control_byte_has_no_inside() -> None:
    points = CutPoints(PowerWentError)
    points.arm(1)
    assert points.octets_written(1) is None
    assert points.count == 0


@pytest.mark.parametrize(("moment", "kept"), [(1, None), (2, "x")])
def test_a_commit_is_all_or_nothing(moment: int, kept: str | None) -> None:
    points = CutPoints(PowerWentError)
    flash = CutFlash(points.passed, MemoryFlash())
    flash.put("lang", "x")
    points.arm(moment)
    with pytest.raises(PowerWentError):
        flash.commit()
    flash.discard()
    assert flash.get("lang") == kept


def test_nothing_to_commit_is_no_moment() -> None:
    points = CutPoints(PowerWentError)
    assert CutFlash(points.passed, MemoryFlash()).commit() is False
    assert points.count == 0


@pytest.mark.parametrize(("moment", "kept"), [(1, 0), (2, 0), (3, 0), (4, 2)])
def test_a_unit_of_work_is_all_or_nothing(moment: int, kept: int) -> None:
    points = CutPoints(AcquirerDiedError)
    ledger = CutLedger(points.passed, MemoryLedger("00" * 8))
    points.arm(moment)
    with suppress(AcquirerDiedError), ledger.unit():
        ledger.keep_pin_tries(PinTries("token", date(2026, 11, 21), 1))
        ledger.keep_pin_tries(PinTries("token", date(2026, 11, 21), 2))
    assert points.where
    assert ledger.pin_tries("token", date(2026, 11, 21)).wrong == kept


def test_a_commit_tells_whose_money_moved_and_one_that_fails_does_not() -> None:
    points = CutPoints(AcquirerDiedError)
    told: list[tuple[RequestId, ...]] = []
    ledger = CutLedger(points.passed, MemoryLedger("00" * 8), committed=told.append)
    id = RequestId("123456789012345", "12345676", 1, "000001", "000007")
    with ledger.unit():
        ledger.keep_fact("funds", "1")
    for stop in (True, False):
        with suppress(ValueError), ledger.unit():
            ledger._move(id, (Leg(id, "fee", 5), Leg(id, "suspense", -5)))
            if stop:
                raise ValueError
    assert told == [(id,)]


def test_a_copy_is_its_own() -> None:
    points = CutPoints(AcquirerDiedError)
    first = CutLedger(points.passed, MemoryLedger("00" * 8))
    with first.unit():
        first.keep_fact("funds", "1")
    second = CutLedger(points.passed, first)
    assert second.contents == first.contents
    with second.unit():
        second.keep_fact("funds", "2")
    assert first.fact("funds") == "1"
    assert second.contents != first.contents
