from __future__ import annotations

from dataclasses import replace

import pytest

from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.message import Message
from pos_emulator.acquirer.errors import LedgerDamaged
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import KeySet, RequestId
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.link.envelope import Envelope
from tests.acquirer.till import DEBIT, HEADER, MID, TPDU, Sold, Till, till_on


def legs(ledger: Ledger) -> dict[str, int]:
    """Balances by the first word of the account."""
    found: dict[str, int] = {}
    for leg in ledger.legs():
        name = leg.account.partition(":")[0]
        found[name] = found.get(name, 0) + leg.amount
    return found


def test_a_sale_is_answered_with_the_elements_of_the_field_table(till: Till) -> None:
    request = till.sale_request(5800)
    answer = till.send(request)
    assert answer.mti == "0210"
    assert {number: answer[number] for number in answer if number not in (37, 38, 64)} == {
        2: DEBIT,
        3: "000000",
        4: "000000005800",
        11: request[11],
        12: "143005",
        13: "0309",
        14: "3012",
        15: "0309",
        25: "00",
        32: "99990000",
        39: "00",
        41: "12345676",
        42: MID,
        44: "99990100   99990000   ",
        49: "156",
        53: "2600000000000000",
        60: request[60],
        63: b"CUP",
    }
    assert len(answer.text(37)) == 12
    assert len(answer.text(38)) == 6
    UNIONPAY_POS.check(answer)


def test_the_reply_swaps_the_tpdu_and_asks_for_nothing(till: Till) -> None:
    till.sale()
    assert till.last.payload is not None
    assert till.last.payload[:11].hex() == "6000000003602200000000"
    till.acquirer.rules.require(3)
    till.sale()
    assert till.last.payload[:11].hex() == "6000000003602203000000"
    till.sale()
    assert till.last.payload[:11].hex() == "6000000003602200000000"


def test_a_host_may_leave_the_tpdu_as_it_is(ledger: Ledger) -> None:
    till = till_on(ledger, settings=replace(HostSettings(), swap_tpdu=False))
    assert till.last.payload is not None
    assert till.last.payload[:5] == TPDU


def test_a_sale_moves_money_from_card_to_merchant(till: Till, ledger: Ledger) -> None:
    till.sale(5800)
    assert legs(ledger) == {"cardholder": -5800, "merchant": 5800}


def test_a_repeat_gets_the_stored_outcome_and_is_booked_once(till: Till, ledger: Ledger) -> None:
    request = till.sale_request()
    first = till.send(request)
    till.clock.forward(seconds=30)
    again = till.send(request)
    assert again == first
    assert len(list(ledger.bookings())) == 1


def test_a_repeat_is_maced_anew_under_the_keys_of_the_moment(till: Till, ledger: Ledger) -> None:
    request = till.sale_request()
    first = till.send(request)
    till.sign_on()
    again = till.send(request)
    assert again.with_(without=(64,)) == first.with_(without=(64,))
    assert again[64] != first[64]
    assert len(list(ledger.bookings())) == 1


@pytest.mark.parametrize(
    "unmeant",
    [
        pytest.param({26: "06", 53: "0600000000000000"}, id="security-control"),
        pytest.param({26: "12"}, id="pin-length"),
    ],
)
def test_elements_without_meaning_do_not_make_another_request(till: Till, unmeant: dict[int, str]) -> None:
    request = till.sale_request()
    first = till.send(request)
    again = till.send(request.with_(unmeant))
    assert again[37] == first[37]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({4: "000000005801"}, id="amount"),
        pytest.param({2: "4111111111111111"}, id="card"),
        pytest.param({22: "012"}, id="entry-mode"),
        pytest.param({62: b"x"}, id="private-data"),
    ],
)
def test_the_same_id_with_another_meaning_is_refused(
    till: Till, ledger: Ledger, other: dict[int, str | bytes]
) -> None:
    request = till.sale_request()
    till.send(request)
    clash = request.with_(other)
    assert till.send(clash)[39] == "94"
    assert till.why(clash) == "clashing-id"
    assert [booking.amount for booking in ledger.bookings()] == [5800]
    assert [alarm.name for alarm in ledger.alarms()] == ["clashing-id"]


def test_a_declined_request_is_answered_the_same_again(till: Till) -> None:
    request = till.sale_request(0)
    assert till.send(request)[39] == "13"
    assert till.send(request)[39] == "13"


def test_an_unknown_terminal_is_refused_without_mac(till: Till, ledger: Ledger) -> None:
    till.tid = "99999999"
    request = till.sale_request()
    answer = till.send(request)
    assert answer[39] == "97"
    assert 64 not in answer
    assert till.why(request) == "unknown-terminal"
    assert ledger.terminal("99999999") is None


def test_the_terminal_of_another_merchant_is_refused(till: Till) -> None:
    request = till.sale_request().with_({42: "999999999999999"})
    assert till.send(request)[39] == "03"
    assert till.why(request) == "other-merchant"


def test_a_wrong_mac_is_refused_and_nothing_booked(till: Till, ledger: Ledger) -> None:
    request = till.sale_request().with_({64: b"DEADBEEF"})
    answer = till.send(request)
    assert answer[39] == "A0"
    assert 64 not in answer
    assert till.why(request) == "bad-mac"
    assert list(ledger.bookings()) == []
    assert list(ledger.outcomes()) == []


def test_a_missing_mac_is_a_wrong_mac(till: Till) -> None:
    assert till.send(till.sale_request().with_(without=(64,)))[39] == "A0"


def test_a_message_of_no_kind_is_a_format_error(till: Till) -> None:
    request = till.sale_request().with_({3: "999999"})
    answer = till.send(request)
    assert answer[39] == "30"
    assert answer.mti == "0210"
    assert 64 in answer
    assert till.why(request) == "format"


def test_a_forbidden_element_is_a_format_error(till: Till) -> None:
    assert till.send(till.sale_request().with_({61: "000001000001"}))[39] == "30"


def test_an_answer_is_never_answered(till: Till, ledger: Ledger) -> None:
    answer = till.sale().answer
    assert till.try_send(answer) is None
    assert [alarm.text for alarm in ledger.alarms()] == ["MTI 0210: an answer, expected a request"]


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(TPDU + HEADER + b"\x02\x00\xff", id="cut-off"),
        pytest.param(b"\x61" + TPDU[1:] + HEADER + bytes(10), id="no-tpdu"),
    ],
)
def test_what_cannot_be_read_gets_silence_and_an_alarm(till: Till, ledger: Ledger, payload: bytes) -> None:
    reply = till.acquirer.respond(payload)
    assert reply.payload is None
    assert [alarm.name for alarm in ledger.alarms()] == ["unreadable"]


def test_an_unsupported_kind_is_refused(till: Till) -> None:
    elements = till.sale_request().with_({3: "310000", 60: "0100000100050"}, without=(4,))
    assert till.send(elements)[39] == "40"


def test_a_request_in_a_new_batch_makes_it_the_open_one(till: Till, ledger: Ledger) -> None:
    till.batch = "000007"
    till.sale()
    account = ledger.terminal("12345676")
    assert account is not None
    assert account.batch == "000007"


def test_the_ledger_knows_no_card_number_no_pin_and_no_key(till: Till, ledger: Ledger) -> None:
    track = f"{DEBIT}D30121200000012300000"
    request = till.sale_request(pin="123456").with_({35: track})
    assert till.send(request)[39] == "00"
    assert till.keys is not None
    held = repr([*ledger.bookings(), *ledger.legs(), *ledger.outcomes(), *ledger.terminals()])
    for secret in (DEBIT, track, "123456'", repr(till.keys[0].octets), repr(till.keys[1].octets)):
        assert secret not in held


def test_a_card_known_only_by_its_track_is_found(till: Till, ledger: Ledger) -> None:
    request = till.sale_request().with_({35: f"{DEBIT}D30121200000012300000"}, without=(2, 14))
    answer = till.send(request)
    assert (answer[39], answer[2]) == ("00", DEBIT)
    assert till.reverse(request.with_({2: DEBIT}))[39] == "00"


def test_ids_are_told_apart_by_terminal(till: Till, ledger: Ledger) -> None:
    other = Till(till.acquirer, till.clock, tid="90000001")
    other.sign_on()
    other.number = till.number
    assert (till.sale().code, other.sale().code) == ("00", "00")
    assert [booking.id for booking in ledger.bookings()] == [
        RequestId(MID, "12345676", 0, "000001", "000002"),
        RequestId(MID, "90000001", 0, "000001", "000002"),
    ]


def test_why_tells_approval_too(till: Till) -> None:
    sold = till.sale()
    assert till.why(sold.request) == "approved"


def test_notes_tell_what_happened(till: Till) -> None:
    sold = till.sale()
    events = {note.event: dict(note.fields) for note in till.last.notes}
    assert events["booked"]["amount"] == 5800
    assert events["booked"]["rrn"] == sold.answer[37]
    assert events["why"]["rule"] == "approved"


def test_a_reply_fits_its_kind_whatever_the_code(till: Till) -> None:
    sold = till.sale()
    for message in (till.void(sold).answer, till.refund(sold, 1).answer, till.reverse(sold.request)):
        UNIONPAY_POS.check(message)


def test_parts_of_the_reply_envelope_are_the_terminal_s(till: Till) -> None:
    till.sale()
    assert till.last.payload is not None
    assert Envelope.parse(till.last.payload).header == HEADER


def test_an_echo_is_answered_anew_and_leaves_nothing(till: Till, ledger: Ledger) -> None:
    request = Message("0820", {41: "12345676", 42: MID, 60: "00000001301"})
    assert till.send(request)[12] == "143005"
    till.clock.forward(seconds=7)
    answer = till.send(request)
    assert dict(answer.items()) == {
        12: "143012", 13: "0309", 39: "00", 41: "12345676", 42: MID, 60: "00000001301",
    }  # fmt: skip
    assert list(ledger.outcomes()) == []


def sold_twice(till: Till) -> tuple[Sold, Sold]:
    return till.sale(), till.sale()


def test_reference_numbers_are_never_the_same(till: Till) -> None:
    first, second = sold_twice(till)
    assert first.answer[37] != second.answer[37]
    assert first.answer.text(37).startswith("6068")


class PowerWent(Exception):  # noqa: N818 - stands for a power cut
    pass


@pytest.mark.parametrize("step", ["book", "keep_batch", "keep_outcome", "keep_why"])
def test_a_power_cut_inside_a_unit_leaves_nothing(
    till: Till, ledger: Ledger, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    request = till.sale_request(5800)

    def cut(*_: object, **__: object) -> None:
        raise PowerWent

    with monkeypatch.context() as power:
        power.setattr(ledger, step, cut)
        with pytest.raises(PowerWent):
            till.send(request)
    assert (list(ledger.bookings()), list(ledger.outcomes()), list(ledger.batches())) == ([], [], [])
    assert ledger.why("12345676", request.text(11)) is None
    assert till.send(request)[39] == "00"
    assert len(list(ledger.bookings())) == 1


def test_a_power_cut_inside_a_reversal_leaves_the_sale(
    till: Till, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold = till.sale(5800)

    def cut(*_: object) -> None:
        raise PowerWent

    with monkeypatch.context() as power:
        power.setattr(ledger, "keep_fence", cut)
        with pytest.raises(PowerWent):
            till.reverse(sold.request)
    assert ledger.balance(f"merchant:{MID}") == 5800
    assert till.reverse(sold.request)[39] == "00"
    assert ledger.balance(f"merchant:{MID}") == 0


def test_a_booking_that_has_no_outcome_is_not_booked_again(till: Till, ledger: Ledger) -> None:
    sold = till.sale(5800)
    (booking,) = ledger.bookings()
    other = till.sale_request(5800)
    with ledger.unit():
        ledger.book(replace(booking, id=booking.id._replace(stan=other.text(11))), ())
    assert till.send(other)[39] == "94"
    assert sold.code == "00"


def test_an_authorisation_takes_the_host_its_time(till: Till) -> None:
    till.acquirer.settings = replace(till.acquirer.settings, answer_seconds=1.5)

    def delay(message: Message) -> float:
        octets = Envelope(TPDU, HEADER, UNIONPAY_POS.build(message)).octets()
        return till.acquirer.respond(octets).delay_seconds

    assert delay(till.sale_request()) == 1.5
    assert delay(till.management("0820", "301")) == 0.0


def test_a_flood_of_unreadable_frames_is_counted_and_not_kept_one_by_one(till: Till, ledger: Ledger) -> None:
    for _ in range(40):
        assert till.acquirer.respond(b"noise").payload is None
    assert len(ledger.alarms()) == 1
    till.clock.forward(seconds=1)
    till.acquirer.respond(b"noise")
    till.clock.forward(seconds=1)
    till.acquirer.respond(b"noise")
    texts = [alarm.text for alarm in ledger.alarms()]
    assert ["39 more" in text for text in texts] == [False, True, False]


def test_a_clock_that_goes_back_silences_no_alarm(till: Till, ledger: Ledger) -> None:
    till.acquirer.respond(b"noise")
    till.clock.forward(hours=-1)
    till.acquirer.respond(b"noise")
    assert len(ledger.alarms()) == 2


@pytest.mark.parametrize(("name", "value"), [("day-offset", "soon"), ("day-offset", "9999999999")])
def test_a_fact_that_is_no_number_is_damage(till: Till, ledger: Ledger, name: str, value: str) -> None:
    with ledger.unit():
        ledger.keep_fact(name, value)
    with pytest.raises(LedgerDamaged, match=f"ledger: {name} cannot be read"):
        till.acquirer.business_day()


def test_keys_that_do_not_open_are_damage(till: Till, ledger: Ledger) -> None:
    account = ledger.terminal("12345676")
    assert account is not None
    with ledger.unit():
        ledger.keep_terminal(replace(account, key_sets=(KeySet(1, bytes(64)),)))
    with pytest.raises(LedgerDamaged, match="the working keys of a terminal"):
        till.send(till.sale_request())
