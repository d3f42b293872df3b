from __future__ import annotations

from pos_emulator.oracle.finding import Finding


def test_it_reads_as_a_sentence() -> None:
    assert str(Finding("G1", "the legs of an id do not add to 0", ("000001/000003",))) == (
        "G1: the legs of an id do not add to 0 [000001/000003]"
    )
    assert str(Finding("B1", "something is owed")) == "B1: something is owed"
