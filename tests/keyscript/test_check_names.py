from __future__ import annotations

import pytest

from pos_emulator.keyscript.check import problems
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.product import product_world

REFUSED = (
    """\
x.keys:3:17: there is no screen 'void.pasword'
  | Expect Screen void.pasword
  |               ^^^^^^^^^^^^  did you mean void.password?""",
    """\
x.keys:3:16: there is no screen 'nowhere.at-all'
  | Expect Shows nowhere.at-all
  |              ^^^^^^^^^^^^^^  pos-emulator screens --names lists them""",
    """\
x.keys:3:16: there is no field 'amuont'
  | Expect Field amuont 58.00
  |              ^^^^^^  did you mean amount?""",
    """\
x.keys:3:23: amount holds an amount
  | Expect Field amount 58
  |                     ^^  expected one such as 58.00""",
    """\
x.keys:3:22: tries holds no amount
  | Expect Field tries 2.00
  |                    ^^^^  a text is written "2.00\"""",
    """\
x.keys:3:14: there is no rule or guard 'no-fund'
  | Expect Why no-fund
  |            ^^^^^^^  did you mean card-no-funds?""",
    """\
x.keys:3:15: there is no request '0900'
  | Expect Sent 0900
  |             ^^^^  expected one of 0100, 0200, 0220, 0320, 0400, 0500, 0600, 0800, 0820""",
    """\
x.keys:3:19: there is no response '0290'
  | Expect Received 0290
  |                 ^^^^  expected one of 0110, 0210, 0230, 0330, 0410, 0510, 0610, 0810, 0830""",
    """\
x.keys:3:20: there is no element 128
  | Expect Sent 0200 F128:present
  |                  ^^^^  they end with F64""",
    """\
x.keys:3:30: F4 never has this value: expected decimal digits
  | Expect Sent 0200 F3=200000 F4=58.00
  |                            ^^^""",
    """\
x.keys:3:10: there is no secret 'supervisr'
  | Secret supervisr
  |        ^^^^^^^^^  did you mean supervisor?""",
    """\
x.keys:3:10: demo-foreign has no PIN
  | Secret demo-foreign
  |        ^^^^^^^^^^^^  press Enter without one""",
    """\
x.keys:3:10: there is no secret 'operator-09'
  | Secret operator-09
  |        ^^^^^^^^^^^  did you mean operator-05?""",
    """\
x.keys:3:8: there is no menu entry 'voidd'
  | Menu voidd
  |      ^^^^^  did you mean void?""",
    """\
x.keys:3:8: the menu entry keys is on the menu of 99: sign on there and choose it by keys
  | Menu keys
  |      ^^^^""",
    """\
x.keys:3:8: the menu entry operator-add is not in this version
  | Menu operator-add
  |      ^^^^^^^^^^^^""",
    """\
x.keys:3:9: there is no operator '07'
  | Logon 07
  |       ^^  expected one of 01, 02, 03, 04, 05""",
    """\
x.keys:3:18: there is no card 'demo-debti'
  | Sale 1.00 card=demo-debti
  |                ^^^^^^^^^^  did you mean demo-debit?""",
    """\
x.keys:3:32: demo-debit cannot be read by tap
  | Sale 1.00 card=demo-debit by=tap
  |                              ^^^  expected swipe""",
    """\
x.keys:3:28: there is no card 'demo-debti'
  | Customer arrives holding demo-debti
  |                          ^^^^^^^^^^  did you mean demo-debit?""",
    """\
x.keys:3:14: there is no card 'demo-gold'
  | Card swipe demo-gold
  |            ^^^^^^^^^  did you mean demo-no-funds?""",
    """\
x.keys:3:8: demo-chip cannot be read by tap
  | Card tap demo-chip
  |      ^^^  expected insert or swipe""",
    """\
x.keys:3:15: there is no card 'demo-chp'
  | Card remove demo-chp
  |             ^^^^^^^^  did you mean demo-chip?""",
    """\
x.keys:3:30: there is no card 'demo-chp'
  | Customer leaves forgetting demo-chp
  |                            ^^^^^^^^  did you mean demo-chip?""",
    """\
x.keys:3:9: there is no start state 'signed-in'
  | Given signed-in
  |       ^^^^^^^^^  did you mean signed-on?""",
    """\
x.keys:3:14: there is no response code '08'
  | Host reply 08
  |            ^^""",
    """\
x.keys:3:14: 00 to an 0400 ends a reversal, and only the ledger may say so
  | Host reply 00 for 0400
  |            ^^  choose another code""",
    """\
x.keys:3:19: there is no request '0900'
  | Host silent for 0900
  |                 ^^^^  expected one of 0100, 0200, 0220, 0320, 0400, 0500, 0600, 0800, 0820""",
    """\
x.keys:3:13: there is no host rule 'wrong-pn'
  | Host rule wrong-pn off
  |           ^^^^^^^^  did you mean wrong-pin?""",
    """\
x.keys:3:30: there is no request '0300'
  | Line drop next request for 0300
  |                            ^^^^  expected one of 0100, 0200, 0220, 0320, 0400, 0500, 0600, 0800, 0820""",
    """\
x.keys:3:27: there is no menu entry 'voidd'
  | When Screen /x/ Do Menu voidd
  |                         ^^^^^  did you mean void?""",
)


@pytest.mark.parametrize("shown", REFUSED, ids=lambda shown: shown.split("\n")[1][4:])
def test_says_which_name_is_wrong(shown: str) -> None:
    line = shown.split("\n")[1].removeprefix("  | ")
    script = parse_script(
        f"Background\n  Customer arrives holding demo-debit demo-chip\n  {line}", file="x.keys"
    )
    assert "\n".join(map(str, problems(script, product_world()))) == shown


@pytest.mark.parametrize(
    "line",
    [
        "Expect Shows off",
        "Expect Screen menu.administrator-2",
        "Expect Why card-no-funds",
        "Expect Why void.settled",
        'Expect Field amount "----"',
        "Expect Field tail 0069",
        "Expect Sent 0600 F62:present",
        "Host reply 25 for 0200",
        "Secret demo-chip",
        "Secret refund",
        "Menu print",
        "Logon 05",
        "Line drop next response for 0400",
        "Given batch-full",
    ],
)
def test_knows_the_product(line: str) -> None:
    assert problems(parse_script(f"Background\n  {line}", file="x.keys"), product_world()) == ()


def test_settings() -> None:
    script = parse_script("Profile cn-clasic\nRequire clok", file="x.keys")
    assert [str(error) for error in problems(script, product_world())] == [
        "x.keys:1:9: there is no profile 'cn-clasic'\n  | Profile cn-clasic\n"
        "  |         ^^^^^^^^^  did you mean cn-classic?",
        "x.keys:2:9: there is no feature 'clok'\n  | Require clok\n  |         ^^^^  did you mean clock?",
    ]
    assert problems(parse_script("Profile shop/own.toml", file="x.keys"), product_world()) == ()


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            ["Expect Shows void.card", "Expect Field amount 1.00"],
            "there is no field on void.card named 'amount'",
        ),
        (
            ["Expect Shows void.check", "Expect Field vouchr 000012"],
            "there is no field on void.check named 'vouchr'",
        ),
        (["Expect Shows void.card", "Enter", "Expect Field amount 1.00"], ""),
        (["Expect Not Shows void.card", "Expect Field amount 1.00"], ""),
        (["Expect Screen void.card", "Expect Field amount 1.00"], ""),
    ],
)
def test_fields_of_the_screen_that_is_shown(lines: list[str], says: str) -> None:
    script = parse_script("\n".join(["Background", *lines]), file="x.keys")
    assert "".join(error.problem for error in problems(script, product_world())) == says


def test_a_line_shared_by_rows_is_said_once() -> None:
    text = 'Scenario "a <c>"\n  Menu voidd\n  Examples\n  | c |\n  | 1 |\n  | 2 |'
    (error,) = problems(parse_script(text, file="x.keys"), product_world())
    assert error.problem == "there is no menu entry 'voidd'"
