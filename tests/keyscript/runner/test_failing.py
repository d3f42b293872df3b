from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.places import Place
from pos_emulator.keyscript.runner.failing import failed_at, failed_on, internal
from tests.keyscript.playing import at_shop, stage

HERE = Place("x.keys", 4, 3, 5, "  Enter")
REFUSED_REFUND = (
    "Sale 1.00 as $s",
    "Settle",
    "Host reply 96 for 0220",
    "Refund $s 1.00",
    "Expect Shows menu.main",
)


def test_the_problem_at_its_place() -> None:
    failure = failed_at(HERE, "it did not go")
    assert (failure.file, failure.line, failure.problem, failure.evidence) == (
        "x.keys", 4, "it did not go", ()
    )  # fmt: skip
    assert failure.shown == ("x.keys:4:3: it did not go", "  | Enter", "  | ^^^^^")


def test_what_is_shown_whatever_failed_stands_between_what_was_found() -> None:
    bench = stage()
    bench.press(Key.ENTER)
    failure = failed_on(bench, HERE, "it did not go", ("one",), also=("two",))
    assert failure.evidence[:2] == ("one", "last keys: Enter")
    assert failure.evidence[-2:] == ("ledger: nothing is booked", "two")
    assert failure.in_full == ()


def test_messages_that_are_left_out_are_counted_and_kept() -> None:
    failure = at_shop(*REFUSED_REFUND).failure
    assert failure is not None
    assert "  (4 before these)" in failure.evidence
    assert not any("MTI 0220" in line for line in failure.evidence)
    full = [line.split("MTI ")[1][:4] for line in failure.in_full if "MTI" in line]
    assert full[-4:] == ["0220", "0230", "0600", "0610"]
    assert len(full) == 6
    assert "  (4 before these)" not in failure.in_full


def test_an_internal_error_says_no_word_of_its_own() -> None:
    try:
        raise ValueError("5413330089600010")
    except ValueError as error:
        failure = internal(HERE, error)
    assert failure.problem.startswith("internal error: ValueError in test_failing.py:")
    assert "5413330089600010" not in repr(failure)
