"""A connection that is dead and unaware of it: the sale on it is taken back over another, and business goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.firmware.peripherals import Timer, TimerExpired
from pos_emulator.link.faults import Direction
from tests.end_to_end.tcp_line import TcpShop

BOTH = (Direction.TO_HOST, Direction.TO_TERMINAL)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("forgotten", "answers", "booked"),
    [
        pytest.param(BOTH, 2, [], id="request-lost"),
        pytest.param((Direction.TO_TERMINAL,), 3, [("sale", 5800, True)], id="answer-lost"),
    ],
)
async def test_a_sale_on_a_half_open_connection_is_reversed_over_a_new_one(
    tmp_path: Path, forgotten: tuple[Direction, ...], answers: int, booked: list[tuple[str, int, bool]]
) -> None:
    async with TcpShop(tmp_path) as shop:
        bench = shop.bench
        await bench.sign_on()
        shop.network.forget(*forgotten)
        await bench.ask_for("5800")
        await bench.screen("host.receiving")
        await shop.answered(answers)
        assert shop.network.made == 1
        bench.live.feed(TimerExpired(Timer.HOST))
        await bench.screen("reversal.sale-done")
        assert shop.network.made == 2, "the reversal went over a new connection"
        assert shop.look() == []
        assert [(each.kind, each.amount, each.reversed) for each in shop.ledger.bookings()] == booked
        bench.press("Enter")
        await bench.screen("idle.signed-on")
        await shop.sell("700")
        assert shop.look() == []
        assert shop.network.made == 2, "one that answers is kept"
        assert [step for step in bench.wire if step[2:].isdigit()][-5:] == [
            "> 0200",
            "> 0400",
            "< 0410",
            "> 0200",
            "< 0210",
        ]


@pytest.mark.asyncio
async def test_a_reversal_waits_for_a_network_that_takes_no_calls(tmp_path: Path) -> None:
    async with TcpShop(tmp_path) as shop:
        bench = shop.bench
        await bench.sign_on()
        shop.network.forget(*BOTH)
        await bench.ask_for("5800")
        await bench.screen("host.receiving")
        shop.network.refuse()
        bench.live.feed(TimerExpired(Timer.HOST))
        await bench.screen("reversal.owed")
        assert shop.look() == []
        await shop.network.admit()
        await bench.screen("reversal.sale-done")
        assert bench.live.state.owed is None
        bench.press("Enter")
        await shop.sell("700")
        assert shop.look() == []


@pytest.mark.asyncio
async def test_a_refund_on_a_half_open_connection_is_asked_for_over_a_new_one(tmp_path: Path) -> None:
    async with TcpShop(tmp_path) as shop:
        bench = shop.bench
        await bench.sign_on()
        await shop.sell("5800")
        (sale,) = bench.live.state.batch.values()
        bench.press("Enter 7 4 Enter")
        await bench.screen("settle.done")
        bench.press("Enter")
        await bench.screen("idle.signed-on")
        bench.press("Enter 3 1 123456 Enter")
        await bench.screen("refund.card")
        bench.live.leave()
        bench.live.arrive("demo-debit")
        bench.live.present("demo-debit")
        bench.press("Enter")
        await bench.screen("refund.reference")
        bench.press(f"{sale.rrn} Enter {sale.date} Enter")
        await bench.screen("refund.amount")
        shop.network.forget(*BOTH)
        bench.press("1000 Enter 1 Enter Enter")
        await bench.screen("host.receiving")
        bench.live.feed(TimerExpired(Timer.HOST))
        await bench.screen("query.refund-none")
        assert shop.network.made == 2, "the query went over a new connection"
        assert not bench.live.state.doubts.count()
        assert shop.look() == []
        bench.press("Enter")
        await shop.sell("700")
        assert shop.look() == []


@pytest.mark.asyncio
async def test_a_connection_made_anew_in_vain_leaves_the_keys_to_the_cashier(tmp_path: Path) -> None:
    """Our own dialling is no return of the line: or each silent minute would be followed by another."""
    async with TcpShop(tmp_path) as shop:
        bench = shop.bench
        await bench.sign_on()
        shop.network.deaf = True
        await bench.ask_for("5800")
        await bench.screen("host.receiving")
        bench.live.feed(TimerExpired(Timer.HOST))
        await bench.until(lambda: "> 0400" in bench.wire)
        bench.live.feed(TimerExpired(Timer.HOST))
        await bench.screen("reversal.owed")
        await bench.line()
        assert bench.live.screen.name == "reversal.owed"
        bench.press("Enter")
        assert bench.live.screen.name == "power.owed"
        assert bench.wire.count("> 0400") == 1
        shop.network.deaf = False
        bench.live.feed(TimerExpired(Timer.RETRY))
        await bench.screen("reversal.sale-done")
        assert shop.look() == []
