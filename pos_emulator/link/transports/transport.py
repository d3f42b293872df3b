"""What every carrier of bytes offers a driver."""

from __future__ import annotations

from typing import Protocol


class Transport(Protocol):
    """One end of an open line; nothing in it ever waits."""

    def fileno(self) -> int:
        """A descriptor to wait on for reading; -1 where there is none (in memory)."""
        ...

    def read(self) -> bytes:
        """What has arrived, empty where nothing has; `LineLost` once the other end is gone."""
        ...

    def write(self, data: bytes) -> int:
        """Put bytes on the line; how many it took, which may be none. `LineLost` as above."""
        ...

    def close(self) -> None:
        """Give the line back; closing twice is fine."""
        ...
