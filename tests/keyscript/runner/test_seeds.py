from __future__ import annotations

from pos_emulator.keyscript.runner.seeds import derived


def test_the_same_number_on_every_machine() -> None:
    # printf '1\x1fa\x1f2' | sha256sum: its first 8 bytes without the last bit.
    assert derived(1, "a", 2) == 0x1A0B9E3A93490097 >> 1


def test_names_do_not_run_into_each_other() -> None:
    assert len({derived(1, "ab", "c"), derived(1, "a", "bc"), derived(1, "abc"), derived(2, "ab", "c")}) == 4
