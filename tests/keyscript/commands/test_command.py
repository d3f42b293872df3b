from __future__ import annotations

import pytest

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands.command import later
from pos_emulator.keyscript.errors import NotYet
from pos_emulator.keyscript.lexer import tokens_of
from pos_emulator.keyscript.places import Place


def test_what_comes_later_refuses_with_its_capability() -> None:
    line = Place("x.keys", 1, 1, 1, "  Bake 3")
    command = later("Bake", "Bake N", "Bakes.", since="ovens")
    with pytest.raises(NotYet) as raised:
        command.parse(Arguments(line, tokens_of(line), behind=1))
    assert str(raised.value) == (
        "x.keys:1:3: Bake comes with the capability ovens\n  | Bake 3\n  | ^^^^  not in this version"
    )
    assert command.since == "ovens"
