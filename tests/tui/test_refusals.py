from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.counter.counter import Counter, CounterError
from pos_emulator.tui.refusals import in_words


def refusals() -> list[str]:
    """Everything a counter can refuse, as it says it."""
    found = []
    counter = Counter()
    counter.arrive("demo-debit", "demo-chip", "demo-credit")

    def note(act: Callable[[], object]) -> None:
        try:
            act()
        except CounterError as error:
            found.append(str(error))
        else:
            raise AssertionError("was not refused")

    note(lambda: counter.present("demo-debit", "tap"))
    note(counter.remove)
    note(lambda: counter.leave(forgetting="demo-silent"))
    counter.present("demo-chip", "insert")
    note(lambda: counter.present("demo-debit", "swipe"))
    counter.leave()
    note(lambda: counter.present("demo-debit", "swipe"))
    note(counter.leave)
    return [*found, "the terminal is off; switch it on first"]


@pytest.mark.parametrize("refusal", refusals())
def test_every_refusal_of_the_counter_has_chinese_words(refusal: str) -> None:
    assert any("\u4e00" <= char <= "\u9fff" for char in in_words(refusal, "zh"))
    assert in_words(refusal, "en") == refusal


def test_names_and_ways_are_kept() -> None:
    words = in_words("demo-credit cannot be read by tap; it takes swipe, insert", "zh")
    assert words == "demo-credit 不能挥卡，可以刷卡、插卡"


def test_an_unknown_refusal_stays_as_it_is() -> None:
    assert in_words("the roof fell in", "zh") == "the roof fell in"
