from __future__ import annotations

from pos_emulator.firmware.peripherals import Slip
from pos_emulator.oracle.slip_view import Printed, SlipView

SALE = Slip("merchant", ("批次号(BATCH NO.): 000001", "凭证号: 000003", "RMB 58.00", "RMB 1.00"), "000003")
VOID = Slip("customer", ("原批次号: 000007", "RMB -58.00"), "000004")


def says(*lines: str) -> tuple[str, int | None]:
    view = SlipView()
    view.read([(0, Slip("report", lines))])
    return view.printed[0].batch, view.printed[0].amount


def test_what_a_slip_says() -> None:
    assert says(*SALE.lines) == ("000001", 5800)
    assert says(*VOID.lines) == ("000007", 5800)
    assert says() == ("", None)


def test_a_word_alone_is_no_number() -> None:
    assert says("批次号 (BATCH)", "RMB", "批次号: 000002", "消费 RMB 1.05") == ("000002", 105)


def test_nothing_runs_on_in_the_next_line() -> None:
    assert says("批次号: ", "000001", "RMB ", "58.00") == ("", None)


def test_each_slip_is_read_once_and_the_next_one_too() -> None:
    view, slips = SlipView(), [(2, SALE)]
    view.read(slips)
    view.read(slips)
    assert view.printed == [Printed(2, SALE, "000001", 5800)]
    slips.append((5, VOID))
    view.read(slips)
    assert [each.at for each in view.printed] == [2, 5]


def test_a_copy_goes_on_by_itself() -> None:
    view = SlipView()
    view.read([(2, SALE)])
    view.copy().read([(2, SALE), (5, VOID)])
    assert len(view.printed) == 1
