from __future__ import annotations

import pytest

from pos_emulator.keyscript.lint import lint
from pos_emulator.keyscript.parser import parse_script
from tests.keyscript.samples import VOID_KEYS


def remarks(text: str) -> list[str]:
    return [
        f"{each.place.line}:{each.place.column}: {each.text} [{each.rule}]"
        for each in lint(parse_script(text, file="x.keys"))
    ]


def test_the_sample_file_needs_no_remark() -> None:
    assert remarks(VOID_KEYS) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('Scenario "a"\n  Enter', ["1:1: the scenario expects nothing [no-expectation]"]),
        ('Scenario "a"\n  Say "look"\n  Enter', []),
        (
            'Scenario "a"\n  Sale 1.00 as $s\n  Expect Nothing sent',
            ["2:16: nothing uses $s [unused-name]"],
        ),
        ('Scenario "a"\n  Sale 1.00 as $s\n  Expect Record $s voided', []),
        (
            'Background\n  Sale 1.00 as $s\nScenario "a"\n  Expect Nothing sent',
            ["2:16: nothing uses $s [unused-name]"],
        ),
        ("Background\n  Sale 1.00 as $s", []),
        (
            'Scenario "a"\n  Expect Sent 0200 F38:as=$x',
            ["2:27: nothing uses $x [unused-name]"],
        ),
        (
            'Scenario "a <b>"\n  Expect Nothing sent\n  Examples\n  | b | c |\n  | 1 | 2 |',
            ["3:3: no line names <c> [unused-column]"],
        ),
        (
            'Scenario "a"\n  Expect Field tries <b>\n  Examples\n  | b |\n  | 1 |\n  | 2 |\n  | 1 |',
            ["1:1: row 3 of Examples is row 1 again [same-row]"],
        ),
        (
            'Scenario "a"\n  Power cut\n  Enter\n  Power on\n  Enter\n  Expect Nothing sent',
            ["3:3: the power is cut: this does nothing [power-is-cut]"],
        ),
        (
            'Background\n  Power cut\nScenario "a"\n  Card swipe demo-debit\n  Expect Nothing sent',
            ["4:3: the power is cut: this does nothing [power-is-cut]"],
        ),
        (
            'Scenario "a"\n  Expect Screen void.password\n  Keys 123456 Enter',
            ["3:3: a secret typed by its digits; use Secret NAME [typed-secret]"],
        ),
        ('Scenario "a"\n  Expect Screen void.password\n  Enter\n  Keys 000012', []),
        (
            'Scenario "a"\n  Expect Shows sale.amount\n  Secret demo-debit',
            ["3:3: sale.amount shows the digits of demo-debit [open-secret]"],
        ),
        ('Scenario "a"\n  Expect Shows sale.pin\n  Secret demo-debit', []),
        ('Scenario "a"\n  Expect Shows sale.amount\n  Keys 100 Enter\n  Secret demo-debit', []),
        ('Scenario "a"\n  Expect Not Screen void.pin\n  Keys 123456 Enter', []),
    ],
)
def test_remarks(text: str, says: list[str]) -> None:
    assert remarks(text) == says


def test_shows_the_line() -> None:
    (remark,) = lint(parse_script('Scenario "a"\n  Enter', file="x.keys"))
    assert str(remark) == (
        'x.keys:1:1: the scenario expects nothing [no-expectation]\n  | Scenario "a"\n  | ^^^^^^^^'
    )
