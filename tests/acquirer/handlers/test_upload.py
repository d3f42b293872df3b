from __future__ import annotations

from dataclasses import replace

from iso8583_specs.dialects.own_tags import OwnTags
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.dialects.unionpay_views import Totals, UploadRecord, upload48
from iso8583_specs.message import Message
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.settings import HostSettings
from tests.acquirer.handlers.test_settlement import end, settle
from tests.acquirer.till import DEBIT, MID, Sold, Till, silent_till_on, till_on


def upload(till: Till, *records: UploadRecord) -> Message:
    return till.send(till.management("0320", "201", {48: upload48(records)}))


def record(sold: Sold, amount: int | None = None, pan: str = DEBIT) -> UploadRecord:
    booked = int(sold.request.text(4))
    return UploadRecord("00", sold.request.text(11), pan, booked if amount is None else amount)


def resent(request: Message) -> Message:
    return request.with_(without=(26, 52, 64), mti="0320")


def differences(ledger: Ledger) -> list[str]:
    return [alarm.text for alarm in ledger.alarms() if alarm.name == "difference"]


def test_records_that_agree_change_nothing(till: Till, ledger: Ledger) -> None:
    first, second = till.sale(100), till.sale(200)
    settle(till)
    legs = list(ledger.legs())
    answer = upload(till, record(first), record(second))
    assert (answer.mti, answer[39]) == ("0330", "00")
    UNIONPAY_POS.check(answer)
    assert differences(ledger) == []
    assert list(ledger.legs()) == legs


def test_no_card_number_of_an_upload_is_kept(till: Till, ledger: Ledger) -> None:
    sold = till.sale(100)
    settle(till)
    request = till.management("0320", "201", {48: upload48([record(sold)])})
    first = till.send(request)
    assert first[48] == request[48]
    assert till.send(request) == first
    assert DEBIT not in repr(list(ledger.outcomes()))


def test_an_unknown_sale_is_a_difference_without_legs(till: Till, ledger: Ledger) -> None:
    settle(till)
    upload(till, UploadRecord("00", "000042", DEBIT, 5800))
    assert differences(ledger) == ["622424******0069 5800 fen is uploaded and not booked"]
    assert list(ledger.legs()) == []
    assert end(till, balanced=False) == "00"
    batch = ledger.batch("12345676", "000001")
    assert batch is not None
    assert (batch.state, batch.differences) == ("closed", 1)


def test_another_amount_and_another_card_are_differences(till: Till, ledger: Ledger) -> None:
    sold = till.sale(100)
    settle(till)
    upload(till, record(sold, amount=101))
    upload(till, record(sold, pan="4111111111111111"))
    assert differences(ledger) == [
        "100 fen are booked, 101 uploaded",
        "the uploaded card is not the one booked",
    ]


def test_a_reversed_sale_that_is_uploaded_is_a_difference(till: Till, ledger: Ledger) -> None:
    sold = till.sale(100)
    till.reverse(sold.request)
    settle(till)
    upload(till, record(sold))
    assert len(differences(ledger)) == 1


def test_an_upload_that_nothing_announced_starts_again_at_0500(till: Till) -> None:
    sold = till.sale(100)
    assert upload(till, record(sold))[39] == "77"
    settle(till)
    assert upload(till, record(sold))[39] == "00"


def test_a_settlement_begun_again_counts_differences_again(till: Till, ledger: Ledger) -> None:
    for _ in range(2):
        settle(till)
        upload(till, UploadRecord("00", "000042", DEBIT, 5800))
    batch = ledger.batch("12345676", "000001")
    assert batch is not None
    assert batch.differences == 1


def test_a_known_refund_is_not_booked_again(till: Till, ledger: Ledger) -> None:
    refunded = till.refund(till.sale(5800), 800)
    settle(till)
    answer = till.send(resent(refunded.request))
    assert (answer.mti, answer[39]) == ("0330", "00")
    UNIONPAY_POS.check(answer)
    assert ledger.balance("merchant:123456789012345") == 5000
    assert differences(ledger) == []


def test_an_unknown_refund_is_booked_once_and_reported(till: Till, ledger: Ledger) -> None:
    request = till.refund_request(till.sale(5800), 800)
    settle(till)
    for _ in range(3):
        assert till.send(resent(request))[39] == "00"
    assert ledger.balance("merchant:123456789012345") == 5000
    (booked,) = [booking for booking in ledger.bookings() if booking.kind == "refund"]
    assert booked.uploaded
    assert [alarm.name for alarm in ledger.alarms()] == ["booked-from-upload"]
    assert till.send(request)[39] == "94"
    assert ledger.balance("merchant:123456789012345") == 5000


def test_a_batch_ends_although_the_upload_booked_a_refund(till: Till) -> None:
    request = till.refund_request(till.sale(5800), 800)
    settle(till)
    till.send(resent(request))
    assert end(till, balanced=False) == "00"


def test_an_uploaded_refund_takes_from_what_is_left(till: Till) -> None:
    sold = till.sale(5800)
    request = till.refund_request(sold, 800)
    settle(till)
    till.send(resent(request))
    assert till.refund(sold, 5001).code == "64"


def test_an_uploaded_refund_that_was_fenced_stays_unbooked(till: Till, ledger: Ledger) -> None:
    request = till.refund_request(till.sale(5800), 800)
    till.own("900003", OwnTags(voucher="000001" + request.text(11)))
    settle(till)
    assert till.send(resent(request))[39] == "00"
    assert differences(ledger) == ["the uploaded refund was fenced: it is not booked"]
    assert ledger.balance("merchant:123456789012345") == 5800


def test_an_uploaded_refund_that_was_refused_stays_unbooked(till: Till, ledger: Ledger) -> None:
    refused = till.refund(till.sale(5800), 5801)
    settle(till)
    till.send(resent(refused.request))
    assert differences(ledger) == ["the uploaded refund was refused online: it is not booked"]


def test_an_uploaded_refund_obeys_its_original(till: Till, ledger: Ledger) -> None:
    request = till.refund_request(till.sale(5800), 5801)
    settle(till)
    till.send(resent(request))
    assert differences(ledger) == ["the uploaded refund breaks the rule over-what-is-left: it is not booked"]


def test_an_uploaded_refund_with_another_amount_is_a_difference(till: Till, ledger: Ledger) -> None:
    refunded = till.refund(till.sale(5800), 800)
    settle(till)
    till.send(resent(refunded.request.with_({4: "000000000801"})))
    assert differences(ledger) == ["the uploaded refund is not the one booked"]
    assert ledger.balance("merchant:123456789012345") == 5000


def test_a_closed_batch_takes_no_refund(till: Till, ledger: Ledger) -> None:
    request = till.refund_request(till.sale(5800), 800)
    settle(till)
    end(till)
    assert till.send(resent(request))[39] == "00"
    assert differences(ledger) == ["the uploaded refund belongs to a closed batch: it is not booked"]
    assert ledger.balance("merchant:123456789012345") == 5800


def test_a_refund_of_an_original_that_this_ledger_never_held_is_a_difference(till: Till) -> None:
    request = till.refund_request(till.sale(5800), 800)
    fresh = MemoryLedger("ffffffffffffffff")
    after = till_on(fresh)
    settle(after, Totals(5800, 1, 800, 1))
    assert after.send(resent(request))[39] == "00"
    assert differences(fresh) == ["the uploaded refund breaks the rule no-original: it is not booked"]
    assert list(fresh.legs()) == []
    assert end(after, balanced=False) == "00"


def test_an_uploaded_refund_obeys_the_limit(ledger: Ledger) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), refund_limit=700))
    request = till.refund_request(till.sale(5800), 701)
    settle(till)
    till.send(resent(request))
    assert differences(ledger) == ["the uploaded refund breaks the rule over-limit: it is not booked"]


def test_an_uploaded_refund_obeys_the_merchants_funds(till: Till, ledger: Ledger) -> None:
    request = till.refund_request(till.sale(5800), 800)
    till.acquirer.set_funds(MID, 799)
    settle(till)
    till.send(resent(request))
    assert differences(ledger) == ["the uploaded refund breaks the rule merchant-funds: it is not booked"]


def test_a_terminal_restored_from_a_backup_does_not_book_twice(till: Till, ledger: Ledger) -> None:
    refunded = till.refund(till.sale(5800), 800)
    till.sign_on()
    till.own("900001", OwnTags(epoch=0, why=2))
    settle(till)
    till.send(resent(refunded.request))
    assert ledger.balance("merchant:123456789012345") == 5000


def test_uploads_go_on_after_a_restart_of_the_host(till: Till, ledger: Ledger) -> None:
    sold = till.sale(100)
    settle(till)
    restarted = silent_till_on(ledger)
    restarted.keys, restarted.number = till.keys, till.number
    assert upload(restarted, record(sold))[39] == "00"
