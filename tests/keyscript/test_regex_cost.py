from __future__ import annotations

import pytest

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.regex_cost import trouble_with

NESTED = "it repeats a group that has a repeat or a choice in it"
TOO_MANY = "it has too many repeats; two without an end are the most"


@pytest.mark.parametrize(
    "pattern",
    [
        "退款(成功|失败)",
        r"RMB -?\d{1,8}\.\d\d",
        r"凭证号.*(\d{6})",
        "^0{12}",
        "(?:ab)+c",
        "(?P<all>消费|撤销)?",
        r"[+*?(|]{2,3}\(+",
        "a.*b.*c",
        "(?i:sale) +x",
        r"\\(a)*",
        "(a{3}){2}",
        "}{x",
    ],
)
def test_what_people_write_is_taken(pattern: str) -> None:
    assert trouble_with(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(-+)+x", NESTED),
        ("(?:a|aa)*b", NESTED),
        ("((ab?)c){9}", NESTED),
        ("(?P<n>(x*)y)+?", NESTED),
        ("([ab]*)*+", NESTED),
        (".*.*.*x", TOO_MANY),
        ("a?" * 25 + "a" * 25, TOO_MANY),
        ("-{1,30}-{0,}-+", TOO_MANY),
    ],
)
def test_what_could_take_forever_is_not(pattern: str, why: str) -> None:
    assert trouble_with(pattern) == why


def test_a_script_says_where() -> None:
    with pytest.raises(ScriptError) as refused:
        parse_script("Background\n  Expect Receipt merchant /(-+)+x/", file="x.keys")
    assert str(refused.value) == (
        f"x.keys:2:27: the regex could take forever: {NESTED}\n"
        "  | Expect Receipt merchant /(-+)+x/\n"
        "  |                         ^^^^^^^^"
    )
