"""Everything that can arrive at a host, in any order, and what must hold after each message."""

from __future__ import annotations

from iso8583_specs.message import Message
from pos_emulator.acquirer import accounts
from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.records import Booking, Sums
from tests.acquirer.till import FOREIGN, MID, Sold, Till

ACTS = ("sale", "foreign", "void", "refund", "reverse", "fence", "repeat", "late", "day", "sign-on", "garble")


def check(ledger: Ledger) -> None:
    bookings = {booking.id: booking for booking in ledger.bookings()}
    for id in bookings:
        legs = ledger.legs_of(id)
        assert sum(leg.amount for leg in legs) == 0
        effect = sum(leg.amount for leg in legs if leg.account.startswith("merchant"))
        assert (effect == 0) is bookings[id].reversed
    assert ledger.balance(f"merchant:{MID}") == sum(map(worth, filter(_effective, bookings.values())))
    for fence in ledger.fences():
        assert fence.id not in bookings or bookings[fence.id].reversed
    for sale in filter(lambda booking: booking.kind == "sale", bookings.values()):
        follow_ups = [booking for booking in ledger.follow_ups(sale.id) if booking.effective]
        voids = [booking for booking in follow_ups if booking.kind == "void"]
        refunded = accounts.refunded(follow_ups)
        assert len(voids) <= 1
        assert refunded <= (0 if voids else sale.amount)
        assert not follow_ups or sale.effective
        assert all(booking.token == sale.token for booking in follow_ups)
    for batch in ledger.batches():
        of_batch = [b for b in bookings.values() if b.id.batch == batch.number and b.effective]
        for foreign, sums in ((False, batch.domestic), (True, batch.foreign)):
            expected = Sums()
            for booking in of_batch:
                if booking.foreign is foreign:
                    expected = expected.plus(booking.kind, booking.amount)
            assert sums == expected


def worth(booking: Booking) -> int:
    return booking.amount if booking.kind == "sale" else -booking.amount


def _effective(booking: Booking) -> bool:
    return booking.effective


def act(till: Till, name: str, choice: int, held_back: list[Message], sent: list[Sold]) -> None:
    """One thing that can happen; ``choice`` picks what it happens to."""
    some = sent[choice % len(sent)] if sent else None
    match name:
        case "sale" | "foreign":
            card = {"card": FOREIGN} if name == "foreign" else {}
            request = till.sale_request(100 + choice, **card)
            if choice % 4 == 0:
                held_back.append(request)
            else:
                sent.append(Sold(request, till.send(request)))
        case "void" if some is not None and 37 in some.answer:
            request = till.void_request(some)
            if choice % 3 == 0:
                held_back.append(request)
            else:
                sent.append(Sold(request, till.send(request)))
        case "refund" if some is not None and 37 in some.answer:
            request = till.refund_request(some, 1 + choice % 150)
            if choice % 3 == 0:
                held_back.append(request)
            else:
                sent.append(Sold(request, till.send(request)))
        case "reverse" if some is not None and some.request.mti == "0200":
            till.reverse(some.request)
        case "fence" if held_back and held_back[choice % len(held_back)].mti == "0200":
            till.reverse(held_back[choice % len(held_back)])
        case "repeat" if some is not None:
            till.send(some.request)
        case "late" if held_back:
            request = held_back.pop(choice % len(held_back))
            sent.append(Sold(request, till.send(request)))
        case "day":
            till.clock.forward(days=1)
        case "sign-on":
            till.sign_on()
        case "garble" if some is not None:
            till.send(some.request.with_({4: f"{choice:012d}"}))
