from __future__ import annotations

from pos_emulator.acquirer.ledger import Ledger
from tests.acquirer.till import FOREIGN, Till


def test_the_right_pin_is_taken(till: Till) -> None:
    assert till.sale(pin="123456").code == "00"


def test_three_wrong_pins_block_the_card_until_the_next_day(till: Till, ledger: Ledger) -> None:
    for _ in range(3):
        wrong = till.sale(pin="654321")
        assert (wrong.code, till.why(wrong.request)) == ("55", "wrong-pin")
    blocked = till.sale(pin="123456")
    assert (blocked.code, till.why(blocked.request)) == ("75", "pin-tries")
    till.clock.forward(days=1)
    assert till.sale(pin="123456").code == "00"
    assert len(list(ledger.bookings())) == 1


def test_the_right_pin_forgives_wrong_ones(till: Till) -> None:
    codes = [till.sale(pin=pin).code for pin in ("111111", "111111", "123456", "111111", "111111", "123456")]
    assert codes == ["55", "55", "00", "55", "55", "00"]


def test_a_repeat_of_a_wrong_pin_counts_once(till: Till) -> None:
    request = till.sale_request(pin="111111")
    for _ in range(5):
        assert till.send(request)[39] == "55"
    assert till.sale(pin="123456").code == "00"


def test_a_pin_block_of_other_keys_is_no_wrong_pin(till: Till) -> None:
    assert till.keys is not None
    request = till.sale_request(pin="123456").with_({52: bytes(8)})
    assert till.send(request)[39] == "99"
    assert till.why(request) == "pin-format"


def test_a_card_without_a_pin_takes_any(till: Till) -> None:
    assert till.sale(card=FOREIGN, pin="999999").code == "00"


def test_the_check_of_pins_may_be_switched_off(till: Till) -> None:
    till.acquirer.rules.switch("wrong-pin", False)
    assert till.sale(pin="999999").code == "00"


def test_a_sale_without_the_pin_of_its_card_is_refused(till: Till) -> None:
    refused = till.sale(pin="")
    assert (refused.code, till.why(refused.request)) == ("55", "pin-missing")
    assert till.sale(card=FOREIGN, pin="").code == "00"
    tapped = till.sale_request(pin="").with_({22: "072"})
    assert till.send(tapped)[39] == "00"
