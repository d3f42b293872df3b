from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.peripherals import Lamp
from pos_emulator.firmware.records import SignedOn, Tries
from pos_emulator.firmware.state import State
from pos_emulator.link.transports.line_address import SerialAddress
from pos_emulator.profile import load_profile
from pos_emulator.runtime.driver import KEY_LOST, NEW_DEVICE, OLDER_COPY
from pos_emulator.runtime.errors import AcquirerError, FlashError, StateError, StateLocked
from pos_emulator.runtime.flash_sqlite import SqliteFlash
from pos_emulator.runtime.notices import Explained
from pos_emulator.runtime.open_live import LiveOptions, open_live
from pos_emulator.runtime.state_folder import open_state_folder
from tests.runtime.live_bench import LiveBench

PROFILE = load_profile("cn-classic")
NOBODY = SerialAddress("/nowhere/tty")


def options(folder: Path) -> LiveOptions:
    """A terminal whose line leads nowhere."""
    return LiveOptions(profile=PROFILE, state=folder, line=NOBODY)


@pytest.mark.asyncio
async def test_a_new_device_is_said_to_be_new_once(tmp_path: Path) -> None:
    async with LiveBench(open_live(options(tmp_path))) as bench:
        assert Explained("new-device", NEW_DEVICE) in bench.told
        assert bench.live.screen.name == "idle.signed-off"
    async with LiveBench(open_live(options(tmp_path))) as bench:
        assert bench.rules == []
    assert {path.name for path in tmp_path.iterdir()} >= {"terminal.db", "flash.count", "device.key", "lock"}
    assert not (tmp_path / "acquirer").exists(), "on a foreign line there is none of our own"


@pytest.mark.asyncio
async def test_keeps_what_was_committed(tmp_path: Path) -> None:
    async with LiveBench(open_live(options(tmp_path))) as bench:
        bench.live.choose_language("en")
        bench.live.next_day()
    with SqliteFlash(tmp_path / "terminal.db") as flash:
        assert State(flash).lang == "en"
    async with LiveBench(open_live(options(tmp_path))) as bench:
        assert bench.live.clock.days == 1


@pytest.mark.asyncio
async def test_a_day_that_cannot_be_remembered_does_not_dawn(tmp_path: Path) -> None:
    async with LiveBench(open_live(options(tmp_path))) as bench:
        (tmp_path / "days").mkdir()
        with pytest.raises(CounterError, match=r"cannot be written \(Is a directory\)"):
            bench.live.next_day()
        assert bench.live.clock.days == 0


@pytest.mark.asyncio
async def test_an_older_memory_put_back_must_sign_on_again(tmp_path: Path) -> None:
    async with LiveBench(bench := open_live(options(tmp_path))):
        state = bench.state
        state.signed_on = SignedOn("01", f"{bench.clock.now():%m%d}")
        state.memory_story = 0
        state.needs_sign_on = False
        bench.choose_language("zh")
    shutil.copy(tmp_path / "terminal.db", tmp_path / "copy")
    async with LiveBench(open_live(options(tmp_path))) as again:
        assert again.rules == []
        again.live.state.tries.put("admin", Tries(wrong=4))
        again.live.choose_language("en")
    shutil.copy(tmp_path / "copy", tmp_path / "terminal.db")
    for told in ([Explained("restored", OLDER_COPY)], []):
        async with LiveBench(open_live(options(tmp_path))) as put_back:
            assert put_back.all_of(Explained) == told
            assert (put_back.live.state.memory_story, put_back.live.state.needs_sign_on) == (2, True)
            assert put_back.live.screen.name == "idle.signed-off"
            assert put_back.live.state.tries.get("admin") == Tries(wrong=4), "no new tries by a copy"
    (tmp_path / "flash.count").unlink()
    async with LiveBench(open_live(options(tmp_path))) as put_back:
        assert Lamp.LOCK in put_back.live.screen.lamps, "nobody knows how often passwords were wrong"


@pytest.mark.asyncio
async def test_a_lost_device_key_is_said_to_be_lost(tmp_path: Path) -> None:
    async with LiveBench(open_live(options(tmp_path))):
        pass
    (tmp_path / "device.key").unlink()
    async with LiveBench(open_live(options(tmp_path))) as bench:
        assert bench.live.key_lost
        assert bench.told.count(Explained("key-lost", KEY_LOST)) == 1
    async with LiveBench(open_live(options(tmp_path))) as bench:
        assert not bench.live.key_lost


@pytest.mark.asyncio
async def test_holds_its_folder_until_it_is_stopped(tmp_path: Path) -> None:
    live = open_live(options(tmp_path))
    with pytest.raises(StateLocked, match=r"in use by pos-emulator \(process"):
        open_live(options(tmp_path))
    await live.start()
    await live.stop()
    open_state_folder(tmp_path).close()


@pytest.mark.asyncio
async def test_one_that_was_never_started_can_be_stopped(tmp_path: Path) -> None:
    await open_live(options(tmp_path)).stop()
    open_state_folder(tmp_path).close()


def wrong_cell(folder: Path) -> None:
    with SqliteFlash(folder / "terminal.db") as flash:
        flash.put("batch-number", ())
        flash.commit()


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda folder: (folder / "terminal.db").write_bytes(b"not a database" * 99), FlashError),
        (lambda folder: (folder / "device.key").write_bytes(b"short"), StateError),
        (wrong_cell, FlashError),
        (lambda folder: (folder / "days").write_bytes(b"99999999999"), StateError),
    ],
    ids=["flash", "key", "cell", "days"],
)
def test_gives_everything_back_where_something_cannot_be_opened(
    tmp_path: Path, spoil: object, error: type[Exception]
) -> None:
    assert callable(spoil)
    spoil(tmp_path)
    with pytest.raises(error):
        open_live(options(tmp_path))
    open_state_folder(tmp_path).close()


@pytest.mark.asyncio
async def test_an_ephemeral_one_leaves_nothing() -> None:
    live = open_live(LiveOptions(profile=PROFILE, ephemeral=True, line=NOBODY))
    assert live.folder is not None
    await live.start()
    assert live.folder.terminal_db.exists()
    await live.stop()
    assert not live.folder.path.exists()


@pytest.mark.asyncio
async def test_an_acquirer_that_does_not_start_is_told_and_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pos_emulator.runtime.acquirer_process.MOST_STARTS", 1)
    command = (sys.executable, "-c", "import sys; sys.exit('virtual line: no pseudo-terminal')")
    live = open_live(LiveOptions(profile=PROFILE, state=tmp_path, acquirer=command))
    async with LiveBench(live) as bench:
        with pytest.raises(AcquirerError, match="virtual line: no pseudo-terminal"):
            await live.acquirer_reached()
        await bench.until(lambda: "line" in bench.rules)
        bench.press("Enter")
        assert live.screen.name == "logon.operator"
        live.restart_acquirer()
        with pytest.raises(AcquirerError, match="virtual line: no pseudo-terminal"):
            await live.acquirer_reached()
