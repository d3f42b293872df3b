from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from pos_emulator.runtime import world
from pos_emulator.runtime.world import SystemClock, SystemEntropy


class Wall(datetime):
    """A machine whose clock stands still."""

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return datetime(2026, 2, 28, 23, 59, 58)


def test_is_ahead_by_whole_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world, "datetime", Wall)
    clock = SystemClock()
    assert f"{clock.now():%Y-%m-%d %H:%M:%S}" == "2026-02-28 23:59:58"
    clock.days += 1
    assert f"{clock.now():%Y-%m-%d %H:%M:%S}" == "2026-03-01 23:59:58"
    assert f"{SystemClock(366).now():%Y-%m-%d}" == "2027-03-01"


def test_knows_its_zone() -> None:
    assert SystemClock().now().utcoffset() is not None


def test_goes_with_the_machine() -> None:
    before = datetime.now().astimezone()  # noqa: TID251 - compared with the one clock that may ask
    assert before <= SystemClock().now() <= before + timedelta(minutes=1)


def test_gives_as_many_octets_as_asked_for_and_other_ones_each_time() -> None:
    entropy = SystemEntropy()
    assert [len(entropy.octets(count)) for count in (0, 1, 32)] == [0, 1, 32]
    assert len({entropy.octets(16) for _ in range(50)}) == 50
