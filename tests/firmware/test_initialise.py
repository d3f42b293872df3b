from __future__ import annotations

import pytest

from pos_emulator.firmware.initialise import initialise
from pos_emulator.runtime.virtual_time import SeededEntropy
from pos_emulator.security.keys import Key, check_value
from pos_emulator.security.vault import Vault
from tests.firmware.shop import Shop


def other_device(shop: Shop) -> Shop:
    """The device key is lost: the same flash under another one."""
    shop.bench.power_cut()
    shop.bench._vault = Vault(SeededEntropy(99, "device key").octets(32))
    shop.bench.power_on()
    return shop


def test_a_blank_flash_becomes_a_terminal_as_delivered() -> None:
    shop = Shop()
    state = shop.state
    assert state.operators.names() == ["01", "02", "03", "04", "05"]
    assert (state.next_stan, state.batch_number, state.memory_story) == (1, 1, 1)
    assert state.initialised == "2026-11-21 08:55:00 cn-classic"
    master = Key(shop.pos.vault.open(state.master_key, purpose="master-key"))
    assert check_value(master).hex().upper() == "08D7B4FB"
    assert shop.audit == [("keys", "demonstration master key loaded")]
    assert bytes.fromhex("0123456789ABCDEFFEDCBA9876543210") not in state.master_key


def test_the_profile_gives_the_first_numbers() -> None:
    shop = Shop(stan="000500", batch="000777", operators=2)
    assert (shop.state.next_stan, shop.state.batch_number) == (500, 777)
    assert shop.state.operators.names() == ["01", "02"]


def test_a_flash_in_use_is_left_as_it_is() -> None:
    shop = Shop().sign_on()
    shop.sell()
    before = dict(shop.bench.flash._kept["batch"])
    initialise(shop.pos)
    assert not shop.bench.flash._written
    assert shop.bench.flash._kept["batch"] == before


def test_a_lost_device_key_moves_everything_open_by_hand() -> None:
    shop = Shop().sign_on()
    voucher = shop.doubtful_refund()
    shop.sell("700")
    shop.bench.acquirer.rules.silent()
    shop.ring_up("900").press("Enter").wait(60).wait(60).press("Enter")
    owed = shop.state.owed
    assert owed is not None
    other_device(shop)
    state = shop.state
    assert state.owed is None
    assert state.doubts.count() == 0
    assert set(state.by_hand.names()) == {f"000002{voucher}", f"000002{owed.voucher}"}
    assert state.batch.count() == 0
    assert state.batch_number == 3
    assert state.closed_by_hand.names() == ["000002"]
    assert "人工结束 CLOSED BY HAND" in shop.state.last_settlement
    assert state.working_keys is None
    assert state.memory_story == 3
    assert ("keys", "device key lost: what was open is by hand") in shop.audit
    assert shop.explained()[-1] == "device-key-lost"


def test_after_a_lost_device_key_the_shop_sells_in_a_new_epoch() -> None:
    shop = Shop().sign_on()
    shop.sell()
    epoch = shop.state.host_book.epoch
    other_device(shop)
    assert shop.screen == "idle.signed-off"
    shop.sign_on()
    assert shop.screen == "idle.signed-on"
    assert shop.state.host_book.epoch == epoch + 1
    shop.sell("1000")
    assert shop.effective("sale") == [5800, 1000]


@pytest.mark.parametrize("step", ["settling", "slip"])
def test_a_lost_device_key_in_the_middle_of_something(step: str) -> None:
    shop = Shop().sign_on()
    if step == "settling":
        shop.sell()
        shop.bench.acquirer.rules.silent("0500")
        shop.settle().wait(60)
        shop.bench.acquirer.rules.normal()
    else:
        shop.ring_up().press("Enter")
    other_device(shop)
    assert shop.screen == "idle.signed-off"
    assert shop.state.settling is None
    assert shop.state.slip_due is None
    shop.sign_on().sell()
