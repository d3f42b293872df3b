from __future__ import annotations

import re

import pytest

from pos_emulator.acquirer.rules import CATALOGUE
from pos_emulator.keyscript.product import GUARDS
from pos_emulator.tui.reasons import in_words

OF_THE_DEVICE = ("flash", "host-day", "key-lost", "line", "new-device", "restored")


@pytest.mark.parametrize("rule", [*(rule.name for rule in CATALOGUE), *sorted(GUARDS), *OF_THE_DEVICE])
def test_each_rule_and_guard_has_a_chinese_sentence(rule: str) -> None:
    said = in_words(rule, "in English", "zh")
    assert re.search(r"[一-鿿]", said)
    assert in_words(rule, "in English", "en") == "in English"


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("void.not-found", "voucher 000099", "本批没有该凭证号 000099"),
        ("host-declined", "the host answered 51", "主机应答 51"),
        ("host-declined", "the host answered A0", "主机应答 A0"),
        ("void.card-mismatch", "the card is not the one of the sale", "卡号与原交易不符"),
    ],
)
def test_the_number_of_the_case_is_kept(rule: str, english: str, chinese: str) -> None:
    assert in_words(rule, english, "zh") == chinese


def test_what_nobody_knows_stays_as_it_is() -> None:
    assert in_words("of-a-foreign-host", "As it says.", "zh") == "As it says."
