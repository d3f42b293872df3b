from __future__ import annotations

from collections.abc import Callable

import pytest

from pos_emulator.keyscript.coverage.oracle_lines import SUBJECTS, judged
from pos_emulator.oracle import RULES
from pos_emulator.oracle.on_bench import BenchOracle
from pos_emulator.runtime.virtual import Bench, SavedStart
from tests.end_to_end import scripts

MONEY_CHAPTER = (
    *(f"G{number}" for number in range(1, 8)),
    *("S1", "S2"),
    *(f"V{number}" for number in range(1, 6)),
    *(f"R{number}" for number in range(1, 6)),
    *(f"X{number}" for number in range(1, 6)),
    *(f"P{number}" for number in range(1, 5)),
    *(f"B{number}" for number in range(1, 7)),
)
"""Lines of the money chapter about what this terminal does: no line of deposits, applications or advices."""


def lines_of(start: SavedStart) -> frozenset[str]:
    """What is judged on a bench that begins from these records."""
    oracle = BenchOracle(Bench(start=start))
    assert oracle.look() == []
    return judged(oracle.case())


def test_every_line_of_the_chapter_has_its_subject() -> None:
    assert tuple(SUBJECTS) == MONEY_CHAPTER


def test_every_rule_of_the_oracle_is_among_them() -> None:
    letters = {rule.__name__.split("_")[0].upper() for rule in RULES}
    assert {name for name in letters if len(name) == 2} <= set(SUBJECTS)
    assert {name for name in letters if len(name) == 1} == {"V", "P"}


def test_nothing_is_judged_where_nothing_happened() -> None:
    assert lines_of(scripts.signed_on()) == frozenset()


SALE = {"G1", "G2", "G3", "G4", "G5", "G6", "G7", "X1"}
SETTLED = {"B1", "B2", "B3", "B4", "B6"}


@pytest.mark.parametrize(
    ("start", "lines"),
    [
        pytest.param(scripts.sold, SALE, id="sale"),
        pytest.param(scripts.settled, SALE | SETTLED, id="settlement"),
        pytest.param(
            scripts.refunded,
            SALE | SETTLED | {"R1", "R2", "R3", "R5", "V1", "V2", "V3", "V4"},
            id="refund-and-void",
        ),
        pytest.param(scripts.owing_sale, {"G1", "G2", "G5", "G7", "S2", "X1", "X2", "X4"}, id="owing-a-sale"),
        pytest.param(scripts.owing_void, SALE | {"S1", "S2", "V5", "X2", "X3", "X4"}, id="owing-a-void"),
        pytest.param(scripts.doubting, SALE | SETTLED | {"R1", "R2", "R3", "R4"}, id="refund-in-doubt"),
    ],
)
def test_a_line_is_judged_where_it_has_a_subject(start: Callable[[], SavedStart], lines: set[str]) -> None:
    assert lines_of(start()) == lines


def test_what_went_by_hand_has_its_line() -> None:
    bench = Bench(start=scripts.reversal_in_vain())
    oracle = BenchOracle(bench)
    before = judged(oracle.case())
    scripts.clear_reversal(bench)
    assert oracle.look() == []
    assert ("X5" in before, "X5" in judged(oracle.case())) == (False, True)
