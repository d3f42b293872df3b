from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.unionpay_views import F60, KeyBlock
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import DEMO_TMK, HostSettings
from pos_emulator.security.keys import Key, check_value, decipher
from tests.acquirer.till import MID, Till, silent_till_on, till_on


def test_the_demo_master_key_is_the_published_one() -> None:
    assert check_value(DEMO_TMK).hex().upper() == "08D7B4FB"


def test_sign_on_gives_keys_with_check_values_under_the_master_key(ledger: Ledger) -> None:
    till = silent_till_on(ledger)
    answer = till.sign_on()
    assert {number: answer[number] for number in answer if number not in (37, 62)} == {
        11: "000001", 12: "143005", 13: "0309", 32: "99990000", 39: "00", 41: "12345676", 42: MID,
        60: "00000001003",
    }  # fmt: skip
    block = KeyBlock.parse(answer.octets(62))
    pin, mac = decipher(DEMO_TMK, block.pin_key), decipher(DEMO_TMK, block.mac_key)
    assert (len(answer.octets(62)), len(pin), len(mac)) == (40, 16, 8)
    assert answer.octets(62)[28:36] == bytes(8)
    assert block.pin_check == check_value(Key(pin))
    assert block.mac_check == check_value(Key(mac))
    assert pin != mac * 2


def test_single_length_keys_are_a_block_of_24(ledger: Ledger) -> None:
    till = silent_till_on(ledger)
    assert len(till.sign_on(network="001").octets(62)) == 24
    assert till.sale().code == "00"


def test_keys_for_track_data_are_not_given(ledger: Ledger) -> None:
    assert silent_till_on(ledger).sign_on(network="004")[39] == "40"


@pytest.mark.parametrize("mac", ["ecb-3des", "x9.19"])
def test_methods_with_long_keys_get_16_octets(ledger: Ledger, mac: str) -> None:
    till = silent_till_on(ledger, settings=replace(HostSettings(), mac=mac))
    assert len(KeyBlock.parse(till.sign_on().octets(62)).mac_key) == 16


def test_nothing_goes_before_sign_on(ledger: Ledger) -> None:
    till = silent_till_on(ledger)
    assert till.send(till.sale_request())[39] == "A0"


def test_a_lost_0810_leaves_the_old_keys_in_force(till: Till) -> None:
    lost = till.management("0800", "003", {63: b"01 "})
    till.send(lost)
    assert till.sale().code == "00"


def test_the_first_good_mac_under_new_keys_ends_the_old(till: Till) -> None:
    old = till.keys
    till.sign_on()
    assert till.sale().code == "00"
    till.keys = old
    assert till.send(till.sale_request())[39] == "A0"


def test_old_keys_hold_until_new_ones_are_used_even_after_two_lost_answers(till: Till) -> None:
    for _ in range(6):
        till.send(till.management("0800", "003", {63: b"01 "}))
    assert till.sale().code == "00"


def test_keys_of_a_sign_on_whose_successor_was_lost_hold_too(till: Till) -> None:
    till.sign_on()
    till.send(till.management("0800", "003", {63: b"01 "}))
    assert till.sale().code == "00"


def test_a_repeated_sign_on_gives_the_same_keys_until_they_are_used(till: Till) -> None:
    request = till.management("0800", "003", {63: b"01 "})
    first = till.send(request)
    assert till.send(request)[62] == first[62]
    till.take_keys(first)
    till.sale()
    assert till.send(request)[62] != first[62]


def test_another_sign_on_gives_other_keys(till: Till) -> None:
    first = till.send(till.management("0800", "003", {63: b"01 "}))
    assert till.send(till.management("0800", "003", {63: b"01 "}))[62] != first[62]


def test_the_0810_keeps_the_batch_of_a_terminal_that_may_go_on_with_it(till: Till) -> None:
    till.batch = "000041"
    assert F60.parse(till.sign_on().text(60)).batch == "000041"


def test_sign_off_says_goodbye(till: Till) -> None:
    answer = till.send(till.management("0820", "002"))
    assert answer[39] == "00"
    assert sorted(answer) == [11, 12, 13, 32, 37, 39, 41, 42, 60]
    assert till.sale().code == "00"


def test_keys_outlive_the_host_process(ledger: Ledger) -> None:
    till = till_on(ledger)
    restarted = silent_till_on(ledger)
    restarted.keys, restarted.number = till.keys, till.number
    assert restarted.sale().code == "00"
