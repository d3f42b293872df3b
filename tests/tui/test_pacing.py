from __future__ import annotations

import asyncio

import pytest

from pos_emulator.tui.pacing import Pacing


def test_faster_and_slower_within_bounds() -> None:
    pacing = Pacing()
    assert pacing.speed == "×1"
    pacing.faster()
    assert pacing.speed == "×1.5"
    for _ in range(20):
        pacing.faster()
    assert pacing.speed == "×20"
    for _ in range(40):
        pacing.slower()
    assert pacing.speed == "×0.17"


@pytest.mark.asyncio
async def test_paused_it_goes_on_by_single_steps_until_released() -> None:
    pacing, done = Pacing(), []

    async def play() -> None:
        for number in range(4):
            await pacing.rest(0)
            done.append(number)

    async def settle() -> None:
        for _ in range(10):
            await asyncio.sleep(0)

    pacing.pause(True)
    playing = asyncio.create_task(play())
    await settle()
    assert done == []
    pacing.step()
    await settle()
    assert (done, pacing.paused) == ([0], True)
    pacing.pause(False)
    async with asyncio.timeout(20):
        await playing
    assert done == [0, 1, 2, 3]


@pytest.mark.asyncio
async def test_a_rest_that_is_cut_short_by_a_pause_goes_on_when_it_ends() -> None:
    pacing = Pacing()
    resting = asyncio.create_task(pacing.rest(1000))
    await asyncio.sleep(0)
    pacing.pause(True)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not resting.done()
    pacing.pause(False)
    async with asyncio.timeout(20):
        await resting
