from __future__ import annotations

from pos_emulator.keyscript.coverage.reached import Reached
from pos_emulator.keyscript.runner.play import Keep, play
from pos_emulator.keyscript.runner.playing import Playing
from tests.keyscript.playing import SHOP, script


def reached(*lines: str, head: str = SHOP) -> Reached:
    """What one scenario reached."""
    read = script(head + 'Scenario "s"\n' + "\n".join(f"  {line}" for line in lines) + "\n")
    found = play(Playing.of(read, read.scenarios[0]), keep=Keep(coverage=True)).reached
    assert found is not None
    return found


def test_a_key_is_reached_where_the_prompt_answers_to_it() -> None:
    found = reached("Menu void", "Keys 1 Clear Up")
    of_password = {key for screen, key in found.answering if screen == "void.password"}
    assert of_password == {*"0123456789", "Clear", "Cancel"}
    assert {key for screen, key in found.pressed if screen == "void.password"} == {"1", "Clear"}


def test_digits_of_a_secret_are_no_part_of_it() -> None:
    typed = {
        key for screen, key in reached("Menu void", "Secret supervisor").pressed if screen == "void.password"
    }
    assert typed <= set("0123456789")
    assert reached("Menu void", "Keys 1 Enter").pressed - reached("Menu void", "Keys 1").pressed == set()


def test_what_the_start_state_did_is_not_counted() -> None:
    found = reached("Expect Shows idle.signed-on")
    assert found.screens == {"idle.signed-on"}
    assert (found.codes, found.reasons) == (frozenset(), frozenset())


def test_start_states_with_the_one_that_nobody_names() -> None:
    assert reached("Enter", head="").states == {"fresh"}
    assert reached("Given locked", "Given settled").states == {"signed-on", "locked", "settled"}


def test_codes_and_reasons_by_the_kind_of_request() -> None:
    found = reached("Host reply 51", "Sale 5.00", "Expect Screen sale.declined")
    assert found.codes == {("sale", "51")}
    assert found.reasons >= {"scripted-reply", "host-declined"}


def test_a_silence_is_a_reason_though_its_reversal_is_answered() -> None:
    found = reached("Host silent for 0200", "Sale 5.00", "Expect Not Screen sale.approved", "Clock +60s")
    assert found.reasons >= {"silent", "outcome-unknown"}


def test_a_reason_that_comes_later_is_heard_of() -> None:
    found = reached(
        "Line delay 65s next request for 0200", "Sale 5.00", "Expect Not Screen sale.approved",
        "Clock +60s", "Clock +60s",
    )  # fmt: skip
    assert found.reasons >= {"unknown-reversed", "fenced"}


def test_a_late_answer_has_its_rule() -> None:
    assert "late" in reached("Host late 5s", "Sale 5.00", "Expect Screen host.receiving", "Clock +5s").reasons


def test_an_echo_has_no_stan_to_ask_after() -> None:
    assert reached("Menu echo").codes == {("echo", "00")}


def test_an_expectation_is_not_what_makes_a_line_judged() -> None:
    assert "V1" not in reached("Sale 5.00").lines
    assert {"V1", "V2", "V3", "V4"} <= reached("Sale 5.00 as $sale", "Void $sale").lines


def test_looking_on_changes_nothing() -> None:
    read = script(SHOP + 'Scenario "s"\n  Sale 5.00 as $sale\n  Void $sale\n')
    playing = Playing.of(read, read.scenarios[0])
    seen, unseen = play(playing, keep=Keep(coverage=True)), play(playing)
    assert (seen.digests, seen.keys, seen.seconds) == (unseen.digests, unseen.keys, unseen.seconds)
    assert unseen.reached is None
