from __future__ import annotations

import pytest

from pos_emulator.keyscript.asked import Asked
from pos_emulator.keyscript.runner.playing import Playing
from pos_emulator.keyscript.runner.seeds import DEFAULT_SEED
from pos_emulator.keyscript.start_states import Shop
from tests.keyscript.playing import script
from tests.keyscript.samples import VOID_KEYS

BARE = 'Scenario "s"\n  Enter\n'


def test_rows_and_repeats_have_randomness_of_their_own() -> None:
    read = script(VOID_KEYS)
    streams = {Playing.of(read, each, repeat=repeat).stream for each in read.scenarios for repeat in (1, 2)}
    assert len(streams) == 6


@pytest.mark.parametrize(
    ("top", "asked", "seed"),
    [
        pytest.param("", None, DEFAULT_SEED, id="nobody-says"),
        pytest.param("Seed 7\n", None, 7, id="the-script"),
        pytest.param("Seed 7\n", 0, 0, id="who-plays-it"),
    ],
)
def test_whose_seed_it_is(top: str, asked: int | None, seed: int) -> None:
    read = script(top + BARE)
    assert Playing.of(read, read.scenarios[0], seed=asked).seed == seed


def test_the_terminal_is_the_one_that_the_script_is_about() -> None:
    read = script("Profile hardened\nSeed 7\nLang en\n" + BARE)
    assert Playing.of(read, read.scenarios[0]).shop == Shop("hardened", "en", 7)
    asked = Playing.of(read, read.scenarios[0], asked=Asked("qa", "zh"))
    assert asked.shop == Shop("qa", "zh", 7)
    read = script("Seed 7\n" + BARE)
    assert Playing.of(read, read.scenarios[0]).shop == Shop("cn-classic", "", 7)
