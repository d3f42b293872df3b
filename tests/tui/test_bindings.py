from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.tui.bindings import COUNTER_KEYS, TERMINAL_KEYS, bindings
from pos_emulator.tui.counter_panel import ACTS
from pos_emulator.tui.keypad import PLACES
from pos_emulator.tui.status_line import BUTTONS


def test_every_key_of_the_terminal_is_on_the_keyboard_and_on_the_keypad() -> None:
    assert {Key(name) for _, name in TERMINAL_KEYS} == {place.key for place in PLACES} == set(Key)


def test_every_act_at_the_counter_has_a_key_and_a_button() -> None:
    assert {act for _, act in COUNTER_KEYS} == {act for group in ACTS for act in group}


def test_every_button_of_the_bar_runs_what_a_key_runs() -> None:
    actions = {f"app.{binding.action}" for binding in bindings()}
    assert {action for _, action in BUTTONS} <= actions


def test_no_key_does_two_things() -> None:
    keys = [binding.key for binding in bindings()]
    assert len(keys) == len(set(keys))
    assert all(binding.priority for binding in bindings())
