from __future__ import annotations

import pytest

from pos_emulator.keyscript.check import problems
from pos_emulator.keyscript.parser import parse_script
from pos_emulator.keyscript.product import product_world

SALE = "Sale 1.00 as $sale"
COMES = "Customer arrives holding demo-debit"


def said(*lines: str, background: tuple[str, ...] = ()) -> list[str]:
    text = "\n".join(("Background", *background, 'Scenario "a"', *lines))
    first = len(background) + 2
    found = problems(parse_script(text, file="x.keys"), product_world())
    return [f"{error.line - first}:{error.column}: {error.problem}" for error in found]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["Void $sale"], "1:6: nothing is saved as $sale before this"),
        (["Keys $sale.voucher", SALE], "1:6: nothing is saved as $sale before this"),
        ([SALE, "Void $sail"], "2:6: nothing is saved as $sail before this"),
        ([SALE, "Refund $sale $ssale.amount"], "2:14: nothing is saved as $ssale before this"),
        ([SALE, "Keys $sale Enter"], "2:6: $sale is a transaction: which part?"),
        ([SALE, 'Say "$sale"'], "2:6: $sale is a transaction: which part?"),
        ([SALE, "Expect Sent 0200 F38:as=$a", "Keys $a.stan"], "3:6: $a is a value and has no parts"),
        ([SALE, "Expect Sent 0200 F38:as=$a", "Void $a"], "3:6: $a is a value, not a transaction"),
        (["Expect Sent 0200 F37=$a F38:as=$a"], "1:22: nothing is saved as $a before this"),
        (["Expect Ledger $sale booked"], "1:15: nothing is saved as $sale before this"),
        (["Expect Record $sale voided"], "1:15: nothing is saved as $sale before this"),
        (["When Screen /x/ Do Void $sale"], "1:25: nothing is saved as $sale before this"),
        (["Expect Field voucher $sale.voucher"], "1:22: nothing is saved as $sale before this"),
        (["Rewind here"], "1:8: no point is saved as here before this"),
        (["Save there", "Rewind ther"], "2:8: no point is saved as ther before this"),
        (["Card swipe demo-debit"], "1:12: demo-debit is not at the counter"),
        ([COMES, "Card insert demo-chip"], "2:13: demo-chip is not at the counter"),
        ([COMES, "Customer leaves", "Card swipe demo-debit"], "3:12: demo-debit is not at the counter"),
        (["Customer leaves"], "1:1: nobody is at the counter to leave it"),
        ([COMES, "Customer leaves forgetting demo-chip"], "2:28: demo-chip is not at the counter"),
        (
            [COMES, "Save p", "Customer leaves", "Rewind p", "Card swipe demo-chip"],
            "5:12: demo-chip is not at the counter",
        ),
    ],
)
def test_refuses(lines: list[str], says: str) -> None:
    found = [each for each in said(*lines) if "cannot be read" not in each]
    assert found == [says]


@pytest.mark.parametrize(
    "lines",
    [
        [SALE, "Void $sale", "Keys $sale.voucher", 'Expect Screen "${sale.amount}x"'],
        [SALE, "Refund $sale $sale.amount as $back", "Expect Ledger $back booked"],
        ["Expect Received 0210 F38:as=$a", "Expect Sent 0200 F38=$a"],
        ["Given yesterday-sale", "Refund $sale 1.00", "Card swipe demo-debit"],
        ["Save p", "Enter", "Rewind p", "Rewind p"],
        [COMES, "Customer leaves forgetting demo-debit", "Card swipe demo-debit"],
        [
            COMES,
            "Customer leaves forgetting demo-debit",
            "Customer arrives holding demo-chip",
            "Customer leaves",
            "Card swipe demo-debit",
        ],
        [COMES, "Save p", "Customer leaves", "Rewind p", "Card swipe demo-debit"],
        [
            "When Screen /x/ Do Customer arrives holding demo-debit",
            "Card swipe demo-debit",
            "Customer leaves",
        ],
    ],
)
def test_takes(lines: list[str]) -> None:
    assert said(*lines) == []


def test_the_background_goes_before_every_scenario() -> None:
    assert said("Void $sale", "Card swipe demo-debit", background=(COMES, SALE)) == []


def test_a_scenario_keeps_nothing_for_the_next() -> None:
    text = f'Scenario "a"\n{SALE}\nScenario "b"\nVoid $sale'
    (error,) = problems(parse_script(text, file="x.keys"), product_world())
    assert (error.line, error.problem) == (4, "nothing is saved as $sale before this")


def test_a_sourced_file_saves_for_the_one_that_sources_it() -> None:
    script = parse_script(
        'Source b.keys\nScenario "a"\nVoid $sale',
        file="x.keys",
        load={"b.keys": f"Background\n{SALE}"}.__getitem__,
    )
    assert problems(script, product_world()) == ()


def test_points_at_the_name() -> None:
    script = parse_script('Scenario "a"\n  Void $sail', file="x.keys")
    assert str(problems(script, product_world())[0]) == (
        "x.keys:2:8: nothing is saved as $sail before this\n  | Void $sail\n  |      ^^^^^"
    )
