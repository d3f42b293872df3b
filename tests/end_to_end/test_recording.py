"""Recorded at a live terminal with its acquirer at the other end of a pty, played in virtual time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pos_emulator.keyscript.recorder.listening import Listener
from pos_emulator.keyscript.recorder.trial import problem_of
from pos_emulator.profile import load_profile
from pos_emulator.runtime.open_live import LiveOptions, open_live
from pos_emulator.tui.recorded_live import RecordedLive
from pos_emulator.tui.recording import Recording
from tests.runtime.live_bench import LiveBench

pytestmark = pytest.mark.asyncio

QUICK = replace(load_profile("cn-classic"), host_seconds=3.0, error_seconds=0.05)


def recorded(bench: LiveBench, path: Path) -> tuple[Recording, RecordedLive]:
    recording = Recording(bench.live, path, source="cn-classic")
    return recording, recording.live


async def sell(bench: LiveBench, live: RecordedLive) -> None:
    live.present("demo-debit", "swipe")
    await bench.screen("sale.confirm-card")
    bench.press("Enter 5800 Enter 123456 Enter")
    await bench.screen("slip.tear")
    bench.press("Enter")
    await bench.screen("slip.hand-over")
    bench.press("Enter")
    await bench.screen("idle.signed-on")


async def to_the_pin_of_a_void(bench: LiveBench, live: RecordedLive) -> None:
    bench.press("Enter 2 654321 Enter")
    await bench.screen("password.wrong")
    await bench.screen("void.password")
    bench.press("123456 Enter")
    await bench.screen("void.voucher")
    bench.press("99 Enter")
    await bench.screen("void.not-found")
    bench.press(f"Enter Clear Clear {live.state.last_voucher} Enter")
    await bench.screen("void.check")
    bench.press("Enter")
    live.present("demo-debit", "swipe")
    await bench.screen("void.pin")
    bench.press("123456")


async def test_a_void_with_slips_of_the_finger(tmp_path: Path) -> None:
    path = tmp_path / "x.keys"
    async with LiveBench(open_live(LiveOptions(profile=QUICK, state=tmp_path / "state"))) as bench:
        await bench.sign_on()
        bench.live.arrive("demo-debit")
        recording, live = recorded(bench, path)
        await sell(bench, live)
        await to_the_pin_of_a_void(bench, live)
        # Ahead of the screen that they are for: the terminal takes no notice, and neither does the script.
        bench.press("Enter Enter Enter")
        await bench.screen("slip.tear")
        bench.press("Enter")
        await bench.screen("slip.hand-over")
        bench.press("Enter")
        await bench.screen("idle.signed-on")
        assert recording.end().problem == ""
    text = path.read_text()
    assert "  Sale     58.00 card=demo-debit as $sale\n" in text
    assert "  Keys     99 Enter\n" in text
    assert "  Keys     $sale.voucher Enter\n" in text
    assert "  Expect   Ledger $sale voided\n" in text
    assert "123456" not in text
    assert "654321" not in text


async def test_the_plug_pulled_before_the_answer_came(tmp_path: Path) -> None:
    path = tmp_path / "x.keys"
    options = LiveOptions(profile=QUICK, state=tmp_path / "state", answer_seconds=0.4)
    async with LiveBench(open_live(options)) as bench:
        await bench.sign_on()
        bench.live.arrive("demo-debit")
        await sell(bench, RecordedLive(bench.live, Listener()))
        recording, live = recorded(bench, path)
        await to_the_pin_of_a_void(bench, live)
        bench.press("Enter")
        await bench.screen("host.receiving")
        live.unplug()
        await bench.screen("reversal.owed")
        live.plug()
        await bench.screen("reversal.done")
        bench.press("Enter")
        await bench.screen("idle.signed-on")
        assert recording.end().problem == ""
    text = path.read_text()
    assert "Line     drop next response for 0200\n  Secret   demo-debit\n  Enter\n  Line     unplug\n" in text
    assert "Expect   Screen reversal.owed" in text
    assert "Expect   Ledger $sale booked" in text
    assert problem_of(text, "x.keys") == ""
