from __future__ import annotations

from pos_emulator.acquirer.rules import BY_NAME, CATALOGUE, KNOWN_CODES, Refusal


def test_every_rule_has_a_name_of_its_own_and_a_sentence() -> None:
    assert len(BY_NAME) == len(CATALOGUE)
    assert all(rule.says.endswith(".") and rule.name == rule.name.lower() for rule in CATALOGUE)


def test_rules_answer_with_codes_of_the_published_list() -> None:
    assert {rule.code for rule in CATALOGUE} - {""} <= KNOWN_CODES


def test_the_published_list() -> None:
    listed = (
        "00 01 02 03 04 05 06 07 09 10 11 12 13 14 15 19 20 21 22 23 25 30 31 33 34 35 36 37 38 39 40 41 42 "
        "43 44 45 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 75 77 79 90 91 92 93 94 95 96 97 98 "
        "99 A0 A1 A2 A3 A4 A5 A6 A7"
    )
    assert " ".join(sorted(KNOWN_CODES)) == listed


def test_a_refusal_has_its_rule_s_code_unless_told() -> None:
    assert Refusal("no-original").code == "25"
    assert Refusal("scripted-reply", "91").code == "91"
