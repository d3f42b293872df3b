from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest

from pos_emulator.keyscript.backends.clocks import RunningClock, ScriptClock

MORNING = datetime(2026, 11, 21, 8, 55)


def test_the_clock_goes_on_from_its_moment() -> None:
    hour_ago = RunningClock(MORNING, time.monotonic() - 3600)
    assert timedelta(hours=1) <= hour_ago.now() - MORNING < timedelta(hours=2)
    assert RunningClock(MORNING).now() - MORNING < timedelta(hours=1)


def test_the_clock_of_a_script_has_no_zone_and_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    clock = ScriptClock(MORNING, began)
    monkeypatch.setattr(time, "monotonic", lambda: began + 60)
    assert clock.now() == MORNING + timedelta(minutes=1)
    assert clock.now().tzinfo is None
    clock.stop()
    monkeypatch.setattr(time, "monotonic", lambda: began + 3600)
    assert clock.now() == MORNING + timedelta(minutes=1)
