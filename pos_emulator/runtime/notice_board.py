"""Where notices are put up for those who watch a terminal."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pos_emulator.runtime.notices import Notice

Subscriber = Callable[[Notice], None]


class NoticeBoard:
    """Gives every notice to every subscriber, in order, and none while a step is being carried out.

    A subscriber may cause further notices; they come after the present one.
    """

    def __init__(self) -> None:
        self._subscribers: tuple[Subscriber, ...] = ()
        self._waiting: deque[Notice] = deque()
        self._held = 0
        self._giving = False

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Give `subscriber` every notice from now on; what is returned ends that."""
        # Wrapped: the same function may subscribe twice, and each ends for itself.
        own: Subscriber = lambda notice: subscriber(notice)  # noqa: E731
        self._subscribers += (own,)

        def end() -> None:
            self._subscribers = tuple(each for each in self._subscribers if each is not own)

        return end

    def post(self, notice: Notice) -> None:
        """Put up a notice."""
        self._waiting.append(notice)
        self._give()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep notices back until the end: whoever hears of a step finds it done."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
            self._give()

    def _give(self) -> None:
        if self._held or self._giving:
            return
        self._giving = True
        try:
            while self._waiting:
                notice = self._waiting.popleft()
                for subscriber in self._subscribers:
                    subscriber(notice)
        finally:
            self._giving = False
