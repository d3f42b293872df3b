"""The line leads to another acquirer: with another master key, or one that does not know our 0600."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.link.faults import Fault, FaultKind, Scope, Target
from pos_emulator.link.faults import exchange_of as mti_of
from pos_emulator.runtime.every_death import every_cut_point
from pos_emulator.runtime.virtual import Bench, SavedStart
from pos_emulator.security.keys import Key
from tests.end_to_end import scripts
from tests.end_to_end.shop import Shop
from tests.end_to_end.walk import AT_REST

COMPONENTS = "12345678901234567890123456789012", "20406080103050702040608010305070"
OTHER_TMK = Key(bytes(a ^ b for a, b in zip(*map(bytes.fromhex, COMPONENTS), strict=True)))

STARTS = [
    pytest.param(scripts.signed_on, (), id="nothing-open"),
    pytest.param(scripts.owing_sale, ("X5",), id="owed"),
    pytest.param(scripts.owing_void, ("X5",), id="owed-void"),
    pytest.param(scripts.doubting, ("X5",), id="in-doubt"),
]


def at_another(start: SavedStart, tmk: Key | None = None) -> Bench:
    """The same terminal, and the line leads to somebody else."""
    (terminal,) = start.settings.terminals
    known = terminal if tmk is None else replace(terminal, tmk=tmk)
    settings = replace(start.settings, terminals=(known,))
    return Bench(start=replace(start, settings=settings, ledger=MemoryLedger("5566778899aabbcc")))


def sign_on_in_vain(shop: Shop, *said: str) -> None:
    """A person tries; what the terminal says is why it does not work."""
    shop.until_answered().operator.settle_down(until=AT_REST | {"idle.signed-off"})
    keys = ("Enter",) if shop.bench.screen.name == "idle.signed-off" else ("Enter", "7", "1")
    shop.bench.press(*keys, "01", "Enter", "0000", "Enter")
    shop.until_answered()
    screen = shop.bench.screen
    assert (screen.name, *filter(None, [screen.fields.get("why")])) == said
    shop.bench.press("Enter")


@pytest.mark.parametrize(("start", "differences"), STARTS)
def test_another_master_key(start: Callable[[], SavedStart], differences: tuple[str, ...]) -> None:
    shop = Shop(at_another(start(), OTHER_TMK).power_on())
    bench = shop.bench
    owes = bench.state.owed, list(bench.state.doubts.values())
    sign_on_in_vain(shop, "logon.failed", "key-check")
    assert shop.complaints() == []
    assert (bench.state.owed, list(bench.state.doubts.values())) == owes, "nobody here can end it"
    shop.administrator("1", COMPONENTS[0], "Enter", COMPONENTS[1], "Enter", "Enter", "Cancel", "Enter")
    shop.operator.oracle.load(OTHER_TMK)
    shop.operator.settle_down(until=AT_REST | {"idle.signed-off"})
    shop.operator.sign_on_again()
    shop.to_the_next_sale(*differences)


def without_0600(start: SavedStart) -> SavedStart:
    """The technician has set `host_extensions` to false on both sides."""
    return replace(
        start,
        profile=replace(start.profile, host_extensions=False),
        settings=replace(start.settings, host_extensions=False),
    )


@pytest.mark.parametrize(
    ("disturbed", "differences"),
    [
        pytest.param(scripts.sale, (), id="nothing-open"),
        pytest.param(scripts.lost_sale, (), id="reversed"),
    ],
)
def test_a_host_without_0600_takes_reversals(
    disturbed: Callable[[Bench], None], differences: tuple[str, ...]
) -> None:
    bench = Bench(start=without_0600(scripts.blank())).power_on()
    scripts.sign_on(bench)
    shop = Shop(bench)
    disturbed(bench)
    assert shop.complaints() == []
    shop.to_the_next_sale(*differences)


def test_a_refund_in_doubt_goes_by_hand_at_once_where_nobody_can_be_asked() -> None:
    bench = Bench(start=without_0600(scripts.settled())).power_on()
    shop = Shop(bench)
    bench.faults.add(Fault(FaultKind.DROP, Scope.NEXT, Target.RESPONSE, mti="0220"))
    scripts.refund(bench)
    shop.until_answered()
    assert shop.complaints() == []
    shop.to_the_next_sale("X5")


@pytest.mark.parametrize("answers", [True, False], ids=["declines", "never-answers"])
@pytest.mark.parametrize(("start", "differences"), [each for each in STARTS if each.id != "owed-void"])
def test_another_acquirer_without_0600(
    start: Callable[[], SavedStart], differences: tuple[str, ...], answers: bool
) -> None:
    """The sign-on fails until the technician tells the terminal what that host does not know."""
    bench = at_another(start())
    bench.host.settings = replace(bench.host.settings, host_extensions=False)
    bench.kill_acquirer()
    if not answers:
        bench.acquirer.rules.deaf("0600")
    shop = Shop(bench.power_on())
    shop.until_answered()
    owes = bench.state.owed, list(bench.state.doubts.values())
    sign_on_in_vain(shop, *("logon.failed", "refused") if answers else ("host.no-answer",))
    assert shop.complaints() == []
    assert (bench.state.owed, list(bench.state.doubts.values())) == owes
    said = len(bench.wire)
    bench.wait(300)
    assert not {mti_of(data) for _, data in bench.wire[said:]} & {"0400", "0410"}, "it may know nothing of it"
    assert (bench.state.owed, list(bench.state.doubts.values())) == owes
    assert shop.complaints() == []
    bench.power_cut()
    # The oracle begins here, with what was settled before left out: without 0600 nothing on the wire
    # tells the two ledgers apart.
    bench.state.settled.clear()
    bench.flash.commit()
    there = replace(without_0600(bench.saved_start()), wire=(), screens=(), slips=())
    shop = Shop(Bench(start=there).power_on())
    shop.operator.settle_down(until=AT_REST | {"idle.signed-off"})
    shop.operator.sign_on_again()
    shop.to_the_next_sale(*differences)


def test_no_power_cut_lets_another_acquirer_end_what_it_knows_nothing_of() -> None:
    """Between its keys and its hello the terminal does not know whose book it is."""
    start = at_another(scripts.owing_sale()).saved_start()
    walked = set()
    for bench in every_cut_point(scripts.sign_on_again, start):
        rests = str(bench.flash.contents)
        if rests not in walked:
            walked.add(rests)
            shop = Shop(bench)
            shop.operator.settle_down(until=AT_REST)
            shop.operator.sign_on_again()
            shop.to_the_next_sale("X5")
    assert len(walked) > 3
