"""The suite in the box: what is in it, read from the scripts themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.firmware.answers import LISTED
from pos_emulator.keyscript.lint import lint
from pos_emulator.keyscript.runner.sources import files_of, source_at, target_of
from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.steps.host import HostReply

QA = Path(__file__).parents[2] / "scripts" / "qa"
ANSWER_TABLE = """
    00 01 02 03 04 05 06 07 09 10 11 12 13 14 15 19 20 21 22 23 25 30 31 33 34 35 36 37 38 39 40 41 42 43
    44 45 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 75 77 79 90 91 92 93 94 95 96 97 98 99
    A0 A1 A2 A3 A4 A5 A6 A7
"""
"""The answer table of Q/CUP 006.6-2014 with the codes of the older terminals; OT is one client's own."""
ANSWER_CODES = frozenset(ANSWER_TABLE.split())
AREAS = """
    sign-on sale void refund passwords lock reversal settlement line-faults no-answer host-codes paper power
    cards hardened amounts-as-codes ways-out
"""


@pytest.fixture(scope="module")
def suite() -> list[Script]:
    return [source_at(path)[1] for path in files_of([target_of(str(QA))])]


def codes_to(suite: list[Script], lang: str, kind: str) -> set[str]:
    """The codes that the host is told to give to a kind, in the language."""
    return {
        step.code
        for script in suite
        if script.lang is not None and script.lang.lang == lang
        for scenario in script.scenarios
        for step in scenario.steps
        if isinstance(step, HostReply) and step.mti is None and kind in scenario.name
    }


def test_there_is_enough_of_it_in_every_area_and_both_languages(suite: list[Script]) -> None:
    titles = {(script.file, scenario.title) for script in suite for scenario in script.scenarios}
    assert len(titles) >= 110
    assert {path.stem for path in QA.glob("*.keys")} == set(AREAS.split())
    assert {script.lang.lang for script in suite if script.lang is not None} == {"zh", "en"}


def test_the_codes_of_the_product_are_those_of_the_table() -> None:
    assert LISTED == ANSWER_CODES


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_answer_code_is_given_to_a_sale(suite: list[Script], lang: str) -> None:
    # 55 asks for another PIN, which the English half leaves to the Chinese one.
    assert codes_to(suite, lang, "") >= ANSWER_CODES - ({"55"} if lang == "en" else set())


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("void", {"12", "14", "22", "25", "40", "64", "91", "96"}),
        ("refund", {"12", "14", "22", "25", "40", "51", "61", "64", "91", "96"}),
    ],
)
def test_the_codes_that_matter_are_given_to_voids_and_refunds(
    suite: list[Script], kind: str, codes: set[str]
) -> None:
    assert codes_to(suite, "zh", kind) >= codes


def test_each_name_is_said_once_and_nothing_is_left_to_remark(suite: list[Script]) -> None:
    names = [(script.file, each.name, each.row) for script in suite for each in script.scenarios]
    assert len(names) == len(set(names))
    assert [str(remark) for script in suite for remark in lint(script)] == []
