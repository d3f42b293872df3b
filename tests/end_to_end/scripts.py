"""The scripts that are disturbed, and the records from which they start."""

from __future__ import annotations

from functools import cache

import pytest

from pos_emulator.firmware.batch import why_not_refundable
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from pos_emulator.runtime.virtual import Bench, SavedStart, Script
from tests.end_to_end.operator import Operator, is_asking

CARD, PIN = "demo-debit", "123456"


def sign_on(bench: Bench) -> None:
    bench.power_on()
    bench.press("Enter", "01", "Enter", "0000", "Enter", "Enter")


def sign_on_again(bench: Bench) -> None:
    """By the menu, with something owed or not."""
    bench.power_on()
    bench.press("Func", "7", "1", "01", "Enter", "0000", "Enter")
    _patient(bench)
    bench.press("Enter")


def sale(bench: Bench) -> None:
    bench.power_on()
    bench.counter.arrive(CARD)
    bench.act(*bench.counter.present(CARD))
    bench.press("Enter", "5800", "Enter", PIN, "Enter", "Enter", "Enter")


def void(bench: Bench) -> None:
    bench.power_on()
    voucher = bench.state.last_voucher
    bench.counter.arrive(CARD)
    bench.press("Enter", "2", "123456", "Enter", voucher, "Enter", "Enter")
    bench.act(*bench.counter.present(CARD))
    bench.press(PIN, "Enter", "Enter", "Enter")


def refund(bench: Bench) -> None:
    """Part of a settled sale."""
    bench.power_on()
    settled = next(
        each
        for each in bench.state.settled.values()
        if not why_not_refundable(bench.state, each.rrn, each.date)
    )
    bench.counter.arrive(CARD)
    bench.press("Enter", "3", "1", "123456", "Enter")
    bench.act(*bench.counter.present(CARD))
    bench.press("Enter", settled.rrn, "Enter", settled.date, "Enter")
    _patient(bench)
    bench.press("1000", "Enter", "1", "Enter", "Enter", "Enter", "Enter")


def settlement(bench: Bench) -> None:
    bench.power_on()
    bench.press("Enter", "7", "4", "Enter", "Enter")


def lost_sale(bench: Bench) -> None:
    """The answer never comes; the terminal takes it back."""
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0200"))
    sale(bench)
    _patient(bench)
    bench.press("Enter")


def lost_void(bench: Bench) -> None:
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0200"))
    void(bench)
    _patient(bench)
    bench.press("Enter")


def lost_refund(bench: Bench) -> None:
    """The answer never comes; the terminal asks, and the host had booked it."""
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0220"))
    refund(bench)
    _patient(bench)
    bench.press("Enter", "Enter", "Enter")


def unsent_refund(bench: Bench) -> None:
    """The request never comes; the terminal asks, and the host fences it."""
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.REQUEST, mti="0220"))
    refund(bench)
    _patient(bench)
    bench.press("Enter")


def come_back(bench: Bench) -> None:
    """Switched on, it sends what it owes, or asks about what it doubts."""
    bench.power_on()
    _patient(bench)
    bench.press("Enter", "Enter")


def come_back_and_sign_on(bench: Bench) -> None:
    """The first try after power-up gets no answer; the next is at the sign-on, after new keys and a hello."""
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0400"))
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0600"))
    bench.power_on()
    _patient(bench)
    bench.press("Enter")
    bench.faults.clear()
    sign_on_again(bench)


def clear_reversal(bench: Bench) -> None:
    """99 gives up a reversal while the line is out."""
    _administrator(bench, "2", "Enter", "Enter")


def refund_by_hand(bench: Bench) -> None:
    """99 gives up a refund in doubt while the line is out."""
    _administrator(bench, "3", "Enter", "Enter", "Enter")


def close_batch(bench: Bench) -> None:
    """99 closes a batch that the host never settles, while the line is out."""
    _administrator(bench, "4", "Enter", "Enter", first="Cancel")


def plug(bench: Bench) -> None:
    """The line is in again."""
    bench.power_on()
    bench.act(*bench.counter.plug())


def _administrator(bench: Bench, *keys: str, first: str = "") -> None:
    bench.counter.unplug()
    bench.power_on()
    bench.press(*filter(None, [first]), "Enter", "7", "1", "99", "Enter", "12345678", "Enter")
    bench.press(*keys, "Cancel", "Enter")


def _patient(bench: Bench) -> None:
    """A person waits while the host is asked."""
    while is_asking(bench):
        bench.wait(60)


@cache
def blank() -> SavedStart:
    """A terminal as delivered."""
    return Bench().saved_start()


@cache
def signed_on() -> SavedStart:
    return _after(blank(), sign_on)


@cache
def sold() -> SavedStart:
    """One sale in the open batch."""
    return _after(signed_on(), sale)


@cache
def settled() -> SavedStart:
    """One sale, settled; the batch is empty."""
    return _after(sold(), settlement)


@cache
def refunded() -> SavedStart:
    """A refund in the open batch, and a sale, and a voided one."""
    return _after(settled(), refund, sale, sale, void)


@cache
def unbalanced() -> SavedStart:
    """A refund is by hand and only the host counts it: all of the batch is going to be uploaded."""
    doubting = _after(sold(), sale, settlement, _lose("0220", "0600", refund), at="power.in-doubt")
    in_vain = _after(doubting, _in_vain("0600"), at="power.in-doubt")
    return _after(in_vain, refund_by_hand, plug, refund, sale, sale, void)


@cache
def owing_sale() -> SavedStart:
    """The outcome of a sale is unknown, and its reversal never arrived: the host holds the sale."""
    return _after(signed_on(), _lose("0200", "0400", sale, at=Target.REQUEST), at="power.owed")


@cache
def owing_void() -> SavedStart:
    """The outcome of a void is unknown, and so is that of its reversal: the host has taken it back."""
    return _after(sold(), _lose("0200", "0400", void), at="power.owed")


@cache
def doubting() -> SavedStart:
    """The outcome of a refund is unknown; the host booked it."""
    return _after(settled(), _lose("0220", "0600", refund), at="power.in-doubt")


@cache
def reversal_in_vain() -> SavedStart:
    """The reversal of a sale was answered 96 three times."""
    return _after(owing_sale(), _in_vain("0400"), at="power.owed")


@cache
def query_in_vain() -> SavedStart:
    """The query of a refund was answered 96 three times."""
    return _after(doubting(), _in_vain("0600"), at="power.in-doubt")


@cache
def settlement_in_vain() -> SavedStart:
    """The host refused the 0500."""

    def refused(bench: Bench) -> None:
        bench.power_on()
        bench.acquirer.rules.reply("96", mti="0500")
        bench.press("Enter", "7", "4", "Enter")

    return _after(sold(), refused, at="settle.interrupted")


def _in_vain(mti: str) -> Script:
    def run(bench: Bench) -> None:
        bench.acquirer.rules.reply("96", mti=mti)
        bench.power_on()
        for _ in range(3):
            bench.acquirer.rules.reply("96", mti=mti)
            bench.wait(60)
        bench.acquirer.rules.normal()

    return run


def _lose(request: str, follow_up: str, script: Script, *, at: Target = Target.RESPONSE) -> Script:
    """The answer to a request is lost, and so is what the terminal asks next, or the answer to it."""

    def run(bench: Bench) -> None:
        bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti=request))
        script(bench)
        bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, at, mti=follow_up))
        _patient(bench)
        bench.press("Enter")

    return run


def _after(start: SavedStart, *scripts: Script, at: str = "idle.signed-on") -> SavedStart:
    bench = Bench(start=start)
    operator = Operator(bench)
    for script in scripts:
        script(bench)
    assert bench.screen.name == at, bench.shown
    findings = operator.look()
    assert not findings, [str(each) for each in findings]
    return bench.power_cut().saved_start()


PLAIN = (
    pytest.param(sign_on, blank, id="sign-on"),
    pytest.param(sale, signed_on, id="sale"),
    pytest.param(void, sold, id="void"),
    pytest.param(refund, settled, id="refund"),
    pytest.param(settlement, refunded, id="settlement"),
    pytest.param(settlement, unbalanced, id="settlement-with-upload"),
)
"""What a shop does on a good day."""

OWING = (
    pytest.param(come_back, owing_sale, id="reversal-of-a-sale"),
    pytest.param(come_back, owing_void, id="reversal-of-a-void"),
    pytest.param(come_back, doubting, id="refund-query"),
)
"""What the terminal does by itself after a bad one."""

LOST = (
    pytest.param(lost_sale, signed_on, id="lost-sale"),
    pytest.param(lost_void, sold, id="lost-void"),
    pytest.param(lost_refund, settled, id="lost-refund"),
    pytest.param(unsent_refund, settled, id="unsent-refund"),
    pytest.param(come_back_and_sign_on, owing_sale, id="sign-on-owing-a-sale"),
    pytest.param(come_back_and_sign_on, owing_void, id="sign-on-owing-a-void"),
    pytest.param(come_back_and_sign_on, doubting, id="sign-on-in-doubt"),
)
"""A fault of the line is in it already: whatever disturbs it is the second."""

BY_HAND = (
    pytest.param(clear_reversal, reversal_in_vain, id="reversal-by-hand"),
    pytest.param(refund_by_hand, query_in_vain, id="refund-by-hand"),
    pytest.param(close_batch, settlement_in_vain, id="batch-by-hand"),
)
"""What 99 does where the machine cannot go on."""

ONE_OF_EACH_KIND = (PLAIN[0], PLAIN[1], PLAIN[2], PLAIN[3], PLAIN[5], OWING[0], OWING[2])
"""Together they send every kind of frame there is."""
