from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.own_tags import OwnTags
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import HostSettings
from tests.acquirer.till import SILENT, Sold, Till, till_on

HELLO, REFUNDABLE, QUERY = "900001", "900002", "900003"

OTHER_EPOCH = OwnTags(epoch=7, why=0)
OTHER_LEDGER = OwnTags(epoch=0, ledger_id="ffeeddccbbaa9988", why=0)
FORGOT = OwnTags(epoch=0, why=3)
NO_EPOCH = OwnTags(why=0)


def hello(till: Till, *, why: int, epoch: int = 0) -> int:
    told = OwnTags.parse(till.own(HELLO, OwnTags(epoch=epoch, why=why)).octets(62))
    assert told.ledger_id == "00112233445566aa"
    assert told.epoch is not None
    return told.epoch


def test_hello_tells_epoch_and_ledger(till: Till) -> None:
    answer = till.own(HELLO, OwnTags(epoch=0, why=0))
    assert (answer.mti, answer[39], answer[3]) == ("0610", "00", HELLO)
    assert answer.octets(62).hex() == "df010400000000df020800112233445566aa"


@pytest.mark.parametrize("why", [1, 2, 3])
def test_a_terminal_that_forgot_something_gets_a_new_epoch(till: Till, why: int) -> None:
    assert hello(till, why=why) == 1


def test_one_new_epoch_a_sign_on(till: Till) -> None:
    assert [hello(till, why=1), hello(till, why=1)] == [1, 1]
    till.sign_on()
    assert [hello(till, why=3), hello(till, why=3), hello(till, why=0)] == [2, 2, 2]


@pytest.mark.parametrize("told", [OTHER_EPOCH, OTHER_LEDGER, FORGOT, NO_EPOCH])
def test_a_terminal_that_is_not_as_before_gets_a_new_epoch(till: Till, told: OwnTags) -> None:
    answered = OwnTags.parse(till.own(HELLO, told).octets(62))
    assert answered.epoch == 1


def test_a_terminal_that_is_as_before_keeps_its_epoch(till: Till) -> None:
    as_before = OwnTags(epoch=0, ledger_id="00112233445566aa", why=0)
    assert OwnTags.parse(till.own(HELLO, as_before).octets(62)).epoch == 0


def test_two_terminals_with_one_tid_never_share_an_id(ledger: Ledger) -> None:
    one = till_on(ledger)
    hello(one, why=0)
    other = Till(one.acquirer, one.clock)
    other.sign_on()
    assert hello(other, why=1) == 1
    assert other.sale(100).code == "00"
    one.sign_on()
    assert hello(one, why=0, epoch=0) == 2
    assert [one.sale(200).code for _ in range(3)] == ["00"] * 3
    assert len({booking.id for booking in ledger.bookings()}) == 4


@pytest.mark.parametrize("told", [OTHER_EPOCH, OTHER_LEDGER, FORGOT])
def test_a_hello_that_another_sign_on_overtook_is_refused(till: Till, told: OwnTags) -> None:
    till.send(till.management("0800", "003", {63: b"01 "}))
    answer = till.own(HELLO, told)
    assert (answer[39], 62 in answer) == ("A0", False)
    till.sign_on()
    assert hello(till, why=3) == 1


def test_an_overtaken_hello_without_a_story_is_answered(till: Till) -> None:
    till.send(till.management("0800", "003", {63: b"01 "}))
    assert hello(till, why=0) == 0


def test_the_epoch_belongs_to_the_id(till: Till, ledger: Ledger) -> None:
    till.sale(100)
    till.sign_on()
    hello(till, why=3)
    till.number = 1
    assert till.sale(200).code == "00"
    assert [(booking.id.epoch, booking.id.stan) for booking in ledger.bookings()] == [
        (0, "000002"), (1, "000002"),
    ]  # fmt: skip


def test_a_sale_of_the_epoch_before_is_voided_by_voucher(till: Till) -> None:
    sold = till.sale(100)
    till.sign_on()
    hello(till, why=2)
    assert till.void(sold).code == "00"


def test_a_reversal_matches_only_the_present_epoch(till: Till, ledger: Ledger) -> None:
    sold = till.sale(100)
    till.sign_on()
    hello(till, why=2)
    assert till.reverse(sold.request)[39] == "25"
    assert not next(ledger.bookings()).reversed


def test_what_is_left_is_told(till: Till) -> None:
    sold = till.sale(5800)
    till.refund(sold, 800)
    rrn, mmdd = sold.answer.text(37), sold.answer.text(13)
    answer = till.own(REFUNDABLE, OwnTags(rrn=rrn, mmdd=mmdd))
    assert answer[39] == "00"
    assert OwnTags.parse(answer.octets(62)).amount == 5000


@pytest.mark.parametrize(
    ("rrn", "mmdd", "code"),
    [
        pytest.param("000000000000", "0309", "25", id="unknown"),
        pytest.param(None, "0101", "22", id="other-date"),
        pytest.param(None, None, "30", id="no-date"),
    ],
)
def test_what_is_left_of_nothing(till: Till, rrn: str | None, mmdd: str | None, code: str) -> None:
    sold = till.sale(5800)
    answer = till.own(REFUNDABLE, OwnTags(rrn=rrn or sold.answer.text(37), mmdd=mmdd))
    assert answer[39] == code
    assert 62 not in answer


def test_what_is_left_of_a_voided_sale(till: Till) -> None:
    sold = till.sale(5800)
    till.void(sold)
    rrn, mmdd = sold.answer.text(37), sold.answer.text(13)
    assert till.own(REFUNDABLE, OwnTags(rrn=rrn, mmdd=mmdd))[39] == "12"


def query(till: Till, voucher: str, *, epoch: int | None = None) -> OwnTags:
    answer = till.own(QUERY, OwnTags(epoch=epoch, voucher=voucher, request_id=b"\x07"))
    assert answer[39] == "00"
    told = OwnTags.parse(answer.octets(62))
    assert told.voucher == voucher
    assert told.request_id == b"\x07"
    assert told.ledger_id == "00112233445566aa"
    return told


def test_a_booked_refund_is_found(till: Till) -> None:
    refunded = till.refund(till.sale(5800), 800)
    told = query(till, "000001" + refunded.request.text(11))
    assert (told.state, told.amount, told.rrn, told.mmdd) == (1, 800, refunded.answer[37], "0309")


def test_a_refund_booked_in_silence_is_found(till: Till) -> None:
    sold_request = till.sale_request(5800, card=SILENT)
    till.try_send(sold_request)
    rrn = next(till.acquirer.ledger.bookings()).rrn
    answer = sold_request.with_({37: rrn, 13: "0309"})
    request = till.refund_request(Sold(sold_request, answer), 800)
    assert till.try_send(request) is None
    assert query(till, "000001" + request.text(11)).state == 1


def test_an_unknown_refund_is_fenced_and_never_booked(till: Till, ledger: Ledger) -> None:
    request = till.refund_request(till.sale(5800), 800)
    voucher = "000001" + request.text(11)
    assert query(till, voucher).state == 0
    assert query(till, voucher).state == 0
    assert till.send(request)[39] == "94"
    assert till.why(request) == "fenced"
    assert [booking.kind for booking in ledger.bookings()] == ["sale"]
    assert [fence.because for fence in ledger.fences()] == ["refund-query"]


def test_a_declined_refund_is_told_so(till: Till) -> None:
    refused = till.refund(till.sale(5800), 5801)
    assert query(till, "000001" + refused.request.text(11)).state == 2


def test_a_sale_is_not_asked_after(till: Till) -> None:
    sold = till.sale(5800)
    answer = till.own(QUERY, OwnTags(voucher="000001" + sold.request.text(11)))
    assert answer[39] == "12"


def test_a_refund_of_an_older_epoch_is_asked_after_by_it(till: Till) -> None:
    refunded = till.refund(till.sale(5800), 800)
    till.sign_on()
    hello(till, why=2)
    voucher = "000001" + refunded.request.text(11)
    assert query(till, voucher, epoch=0).state == 1
    assert query(till, voucher).state == 0


def test_a_query_without_an_id_is_a_format_error(till: Till) -> None:
    assert till.own(QUERY, OwnTags(epoch=0))[39] == "30"


def test_a_foreign_host_knows_nothing_of_ours(ledger: Ledger) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), host_extensions=False))
    assert till.own(HELLO, OwnTags(why=1))[39] == "40"
