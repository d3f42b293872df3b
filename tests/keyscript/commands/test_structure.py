from __future__ import annotations

import pytest

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.parser import parse_script


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Profile", "x.keys:1:1: Profile needs the name of a profile\n  | Profile\n  | ^^^^^^^"),
        ('Profile "qa"', "x.keys:1:9: expected the name of a profile, found '\"qa\"'\n"
         '  | Profile "qa"\n  |         ^^^^'),
        ("Seed x", "x.keys:1:6: expected a number from 0 to 4294967295, found 'x'\n  | Seed x\n  |      ^"),
        ("Seed 4294967296", "x.keys:1:6: expected a number from 0 to 4294967295, found "
         "'4294967296'\n  | Seed 4294967296\n  |      ^^^^^^^^^^"),
        ("Lang zn", "x.keys:1:6: expected zh or en, found 'zn'\n  | Lang zn\n  |      ^^"),
        ("Require", "x.keys:1:1: Require needs the name of a feature\n  | Require\n  | ^^^^^^^"),
        ("Source", "x.keys:1:1: Source needs a file\n  | Source\n  | ^^^^^^"),
        ("Scenario", "x.keys:1:1: Scenario needs a name in quotes\n  | Scenario\n  | ^^^^^^^^"),
        ("Scenario void", "x.keys:1:10: expected a name in quotes, found 'void'\n  | Scenario void\n  |          ^^^^"),
        ('Scenario " "', "x.keys:1:10: expected a name in quotes, found an empty one\n"
         "  | Scenario \" \"\n  |          ^^^"),
        ('Scenario "$x"', "x.keys:1:10: no value of the run may stand in a name in quotes\n"
         "  | Scenario \"$x\"\n  |          ^^^^"),
        ("Known failure", "x.keys:1:7: Known failure needs a reason in quotes\n  | Known failure\n  |       ^^^^^^^"),
    ],
)  # fmt: skip
def test_says_where_and_what_is_wrong(text: str, says: str) -> None:
    with pytest.raises(ScriptError) as raised:
        parse_script(text, file="x.keys")
    assert str(raised.value) == says
