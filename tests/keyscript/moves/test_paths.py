from __future__ import annotations

import pytest

from pos_emulator.keyscript.moves.paths import path_to
from pos_emulator.profile import load_profile


@pytest.mark.parametrize(
    ("entry", "digits"),
    [("void", ("2",)), ("logon", ("7", "1")), ("reprint-any", ("6", "2")), ("admin", ("7",)), ("keys", ())],
)
def test_digits_from_the_main_menu(entry: str, digits: tuple[str, ...]) -> None:
    assert path_to(load_profile("cn-classic"), entry) == digits
