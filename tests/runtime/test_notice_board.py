from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Beep
from pos_emulator.runtime.notice_board import NoticeBoard
from pos_emulator.runtime.notices import Beeped, BooksChanged, CounterChanged, Notice


def test_every_subscriber_gets_every_notice_until_it_ends() -> None:
    board = NoticeBoard()
    first: list[Notice] = []
    second: list[Notice] = []
    board.post(BooksChanged())
    end = board.subscribe(first.append)
    board.subscribe(second.append)
    board.post(CounterChanged())
    end()
    end()
    board.post(Beeped(Beep.OK))
    assert first == [CounterChanged()]
    assert second == [CounterChanged(), Beeped(Beep.OK)]


def test_one_function_may_listen_twice_and_end_once() -> None:
    board = NoticeBoard()
    heard: list[Notice] = []
    end = board.subscribe(heard.append)
    board.subscribe(heard.append)
    end()
    board.post(CounterChanged())
    assert heard == [CounterChanged()]


def test_keeps_notices_back_until_the_step_is_done() -> None:
    board = NoticeBoard()
    heard: list[Notice] = []
    board.subscribe(heard.append)
    with board.held():
        board.post(CounterChanged())
        with board.held():
            board.post(BooksChanged())
        assert heard == []
    assert heard == [CounterChanged(), BooksChanged()]


def test_what_a_subscriber_causes_comes_after_the_present_notice() -> None:
    board = NoticeBoard()
    heard: list[tuple[str, Notice]] = []

    def echo(notice: Notice) -> None:
        heard.append(("echo", notice))
        if notice == CounterChanged():
            board.post(BooksChanged())

    board.subscribe(echo)
    board.subscribe(lambda notice: heard.append(("other", notice)))
    board.post(CounterChanged())
    assert heard == [
        ("echo", CounterChanged()),
        ("other", CounterChanged()),
        ("echo", BooksChanged()),
        ("other", BooksChanged()),
    ]


def test_a_subscriber_that_fails_does_not_silence_the_board() -> None:
    board = NoticeBoard()
    heard: list[Notice] = []

    def fail(notice: Notice) -> None:
        raise RuntimeError

    end = board.subscribe(fail)
    with pytest.raises(RuntimeError):
        board.post(CounterChanged())
    end()
    board.subscribe(heard.append)
    board.post(BooksChanged())
    assert heard == [BooksChanged()]
