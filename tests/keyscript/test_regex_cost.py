from __future__ import annotations

import re
from time import process_time

import pytest

from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.regex_cost import LONGEST_TEXT, trouble_with

NESTED = "it repeats a group that has a repeat or a choice in it"
CHOICES = "it has too many choices"
VERBOSE = "it has the flag x; write it without"
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
        "(消费|撤销|退货)" * 30,
        "(MASTERCARD|VISA)" * 30,
        ".*(消费|撤销|退货).*(成功|失败|未知) (RMB|USD|HKD)",
        r"(\d|-)" * 8,
        r"\(?x",
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
        (r"(?:.|\S)" * 30 + "x", CHOICES),
        (r"(?:(?:.|\S)(?:.|[^x]))" * 7 + "x", CHOICES),
        ("(?:-|--)" * 14 + "x", CHOICES),
        (r".*.*(.|\S)(.|\S)(.|\S)(.|\S)x", CHOICES),
        ("(?x)( - + ) + b", VERBOSE),
        ("(?ix: ( - + ) + b)", VERBOSE),
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


@pytest.mark.parametrize("pattern", [r"(?:.|\S)" * 13 + "x", ".*.*x", r".*(.|\S)(.|\S)(.|\S)(.|\S)x"])
def test_what_is_just_taken_takes_seconds_at_most(pattern: str) -> None:
    assert trouble_with(pattern) == ""
    began = process_time()
    assert re.search(pattern, "-" * LONGEST_TEXT, re.DOTALL) is None
    assert process_time() - began < 30
