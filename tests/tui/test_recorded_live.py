from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Printer
from pos_emulator.keyscript.recorder.listening import Listener
from pos_emulator.keyscript.recorder.session import Done, LanguageSwitched
from pos_emulator.tui.recorded_live import RecordedLive
from tests.tui.hand_live import HandLive

CHIP_IN = "Card insert demo-chip"
BACK = "Customer arrives holding demo-debit demo-credit"


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda live: live.present("demo-chip"), [CHIP_IN]),
        (lambda live: (live.present("demo-chip"), live.remove_card()), [CHIP_IN, "Card remove demo-chip"]),
        (lambda live: (live.leave("demo-chip"), live.arrive()), ["Customer leaves forgetting demo-chip", BACK]),
        (lambda live: (live.unplug(), live.plug()), ["Line unplug", "Line plug"]),
        (lambda live: live.set_paper(Printer.JAM), ["Paper jam"]),
        (lambda live: (live.power(False), live.power(False), live.power(True)), ["Power cut", "Power on"]),
        (lambda live: live.next_day(), ["Clock day +1"]),
    ],
)  # fmt: skip
def test_acts_are_told_in_the_words_of_a_script(
    act: Callable[[RecordedLive], object], words: list[str], tmp_path: Path
) -> None:
    listener = Listener()
    act(RecordedLive(HandLive(tmp_path), listener))
    assert [" ".join(each.words) for each in listener.entries if isinstance(each, Done)] == words


def test_what_the_counter_refuses_was_not_done(tmp_path: Path) -> None:
    listener = Listener()
    live = RecordedLive(HandLive(tmp_path), listener)
    with pytest.raises(CounterError):
        live.present("demo-silent", "swipe")
    with pytest.raises(CounterError):
        live.remove_card()
    assert listener.entries == []


def test_another_language_is_told(tmp_path: Path) -> None:
    listener = Listener()
    live = RecordedLive(HandLive(tmp_path), listener)
    live.choose_language("en")
    assert listener.entries == [LanguageSwitched()]
    assert live.state.lang == "en"
