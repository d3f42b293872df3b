from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from pos_emulator.keyscript.backends.own_acquirer import OwnAcquirer
from pos_emulator.keyscript.runner.errors import BackendLostError
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.link.transports.line_address import SerialAddress, TcpAddress

BEGINS = prepared(Shop("cn-classic"), "settled")


def acquirer(folder: Path, line: str = "pty") -> OwnAcquirer:
    return OwnAcquirer(folder, BEGINS.start, 7, profile="cn-classic", line=line, began=time.monotonic())


def test_it_begins_from_the_books_of_the_start_state_and_leaves_them(tmp_path: Path) -> None:
    async def play() -> None:
        own = acquirer(tmp_path)
        address, desk = await own.start()
        assert address == SerialAddress(str(tmp_path / "acquirer" / "line"))
        assert list(own.ledger().bookings()) == list(BEGINS.start.ledger.bookings())
        assert await own.rest(0) == 0
        desk.set_funds(5_00)
        await own.stop()
        assert own.ledger().fact("number") == BEGINS.start.ledger.fact("number")
        with pytest.raises(BackendLostError):
            await own.rest(0)

    asyncio.run(play())


def test_on_tcp_it_chooses_its_port(tmp_path: Path) -> None:
    async def play() -> None:
        own = acquirer(tmp_path, "tcp://127.0.0.1:1")
        address, _ = await own.start()
        assert isinstance(address, TcpAddress)
        assert address.host == "127.0.0.1"
        assert address.port > 1
        await own.stop()

    asyncio.run(play())
