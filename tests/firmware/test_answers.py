from __future__ import annotations

import pytest

from iso8583_specs.message import Message
from pos_emulator.firmware.answers import REVERSAL_DONE, SIGN_ON_AGAIN, Answer, Outcome, outcome_of

# The table of answer codes of the specification (section 8), class by class.
APPROVED = "00 11 A2 A4 A5 A6"
UNKNOWN = "10 68 96 98"
DECLINED = (
    "01 02 03 04 05 06 07 09 12 13 14 15 19 20 21 22 23 25 30 31 33 34 35 36 37 38 39 40 41 42 43 44 45 "
    "51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 75 77 79 90 91 92 93 94 95 97 99 A0 A1 A3 A7"
)
UNLISTED = "08 16 24 32 46 50 69 76 78 80 88 89 A8 B1 F0 ZZ OT 0 000"


@pytest.mark.parametrize("code", APPROVED.split())
def test_approved(code: str) -> None:
    assert outcome_of(code) is Outcome.APPROVED


@pytest.mark.parametrize("code", DECLINED.split())
def test_declined(code: str) -> None:
    assert outcome_of(code) is Outcome.DECLINED


@pytest.mark.parametrize("code", [*UNKNOWN.split(), *UNLISTED.split(), ""])
def test_anything_else_is_unknown(code: str) -> None:
    assert outcome_of(code) is Outcome.UNKNOWN


def test_codes_that_want_a_sign_on_and_codes_that_end_a_reversal() -> None:
    assert sorted(SIGN_ON_AGAIN) == ["77", "99", "A0"]
    assert sorted(REVERSAL_DONE) == ["00", "12", "25"]


def test_an_answer_gives_text_elements_or_nothing() -> None:
    answer = Answer(Outcome.APPROVED, Message("0210", {37: "632500000001"}), "00")
    assert answer.approved
    assert answer.element(37) == "632500000001"
    assert answer.element(38) == ""
    silence = Answer(Outcome.UNKNOWN)
    assert not silence.approved
    assert silence.element(37) == ""
    assert (silence.reason, silence.screen) == ("98", "host.timeout")
