from __future__ import annotations

from datetime import timedelta

from pos_emulator.runtime.virtual_time import (
    FIRST_MORNING,
    Agenda,
    HostClock,
    SeededEntropy,
    Timers,
    VirtualClock,
)


def test_what_happens_by_itself_brings_what_comes_before_it() -> None:
    clock = VirtualClock()
    agenda = Agenda(clock)
    happened: list[str] = []
    agenda.put(5, lambda: happened.append("late"), by_itself=False)
    agenda.put(1, lambda: happened.append("prompt"), by_itself=False)
    agenda.put(2, lambda: happened.append("line"), by_itself=True)
    agenda.run()
    assert happened == ["prompt", "line"]
    assert clock.at == FIRST_MORNING + timedelta(seconds=2)
    agenda.run_until(FIRST_MORNING + timedelta(seconds=9))
    assert happened == ["prompt", "line", "late"]
    assert clock.at == FIRST_MORNING + timedelta(seconds=9)


def test_what_falls_together_keeps_its_order() -> None:
    agenda = Agenda(VirtualClock())
    happened: list[int] = []
    for number in range(5):
        agenda.put(0, lambda number=number: happened.append(number), by_itself=True)  # type: ignore[misc]
    agenda.run()
    assert happened == [0, 1, 2, 3, 4]


def test_what_is_struck_out_does_not_happen() -> None:
    agenda = Agenda(VirtualClock())
    happened: list[str] = []
    due = agenda.put(0, lambda: happened.append("it"), by_itself=True)
    agenda.strike_out(due)
    agenda.strike_out(due)
    assert agenda.count == 0
    agenda.run()
    assert happened == []


def test_a_timer_started_anew_forgets_its_old_end() -> None:
    clock = VirtualClock()
    agenda = Agenda(clock)
    timers = Timers(agenda)
    rang: list[str] = []
    timers.start("host", 60, lambda: rang.append("old"), by_itself=False)
    timers.start("host", 90, lambda: rang.append("new"), by_itself=False)
    timers.start("prompt", 30, lambda: rang.append("never"), by_itself=False)
    timers.stop("prompt")
    timers.stop("prompt")
    assert [name for name, _ in timers.running()] == ["host"]
    agenda.run_until(clock.at + timedelta(seconds=100))
    assert rang == ["new"]
    assert list(timers.running()) == []


def test_a_timer_started_anew_at_once_rings_behind_what_falls_together_with_it() -> None:
    agenda = Agenda(VirtualClock())
    timers = Timers(agenda)
    rang: list[str] = []

    def prompt() -> None:
        rang.append("prompt")

    timers.start("prompt", 60, prompt, by_itself=False)
    timers.start("prompt", 60, prompt, by_itself=False)
    timers.start("host", 60, lambda: rang.append("host"), by_itself=False)
    timers.start("prompt", 60, prompt, by_itself=False)
    timers.start("prompt", 60, prompt, by_itself=False)
    assert agenda.count == 2
    agenda.run_until(FIRST_MORNING + timedelta(seconds=60))
    assert rang == ["host", "prompt"]


def test_a_timer_that_rang_can_be_started_anew() -> None:
    agenda = Agenda(VirtualClock())
    timers = Timers(agenda)
    rang: list[str] = []

    def ring() -> None:
        rang.append("it")

    timers.start("line", 0, ring, by_itself=True)
    agenda.run()
    timers.start("line", 0, ring, by_itself=True)
    agenda.run()
    assert rang == ["it", "it"]
    assert agenda.count == 0


def test_the_host_may_be_days_ahead() -> None:
    clock = VirtualClock(host_days=2)
    assert HostClock(clock).now() - clock.now() == timedelta(days=2)


def test_octets_follow_from_seed_name_and_how_often() -> None:
    first = SeededEntropy(1, "host")
    assert first.octets(16) == SeededEntropy(1, "host").octets(16)
    assert first.octets(16) == SeededEntropy(1, "host", 1).octets(16)
    assert SeededEntropy(1, "host").octets(16) != SeededEntropy(1, "terminal").octets(16)
    assert len(SeededEntropy(1, "host").octets(100)) == 100
