from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from pos_emulator.counter.counter import Counter
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.peripherals import (
    Beep,
    Event,
    Key,
    KeyPressed,
    LanguageChosen,
    LineConnected,
    PasswordChecked,
    Printer,
    PrinterReported,
    Slip,
    Timer,
    TimerExpired,
)
from pos_emulator.firmware.records import KeptCard, SlipDue, Transaction
from pos_emulator.firmware.state import State
from pos_emulator.firmware.terminal import Terminal
from pos_emulator.profile import load_profile
from pos_emulator.runtime.errors import FlashError
from pos_emulator.runtime.live_case import LiveCase
from pos_emulator.runtime.notice_board import NoticeBoard
from pos_emulator.runtime.notices import Beeped, BooksChanged, EventTaken, Explained, Notice, ScreenShown
from pos_emulator.runtime.watched_flash import WatchedFlash
from pos_emulator.runtime.world import SystemClock, SystemEntropy
from pos_emulator.security.passwords import ScryptCost
from pos_emulator.security.vault import Vault

PATIENCE_SECONDS = 10.0
QUICK = replace(load_profile("cn-classic"), prompt_seconds=0.02, error_seconds=0.02)
VAULT = Vault(bytes(32))
HANG_UP = b"hang up"
RECORD = Transaction(
    voucher="000003",
    batch="000001",
    kind="sale",
    amount=1234,
    card=KeptCard("ab", "622424******0069", VAULT.seal(b"6224242300000069", purpose="pan"), "3012", "02"),
    rrn="632500000002",
    approval="874845",
    time="194214",
    date="1121",
    business_day="1121",
    year="2026",
    operator="01",
)


class Bench:
    """A case, what it told, and what it sent."""

    def __init__(self, *, quick: bool = False, tcp: bool = False, printing_seconds: float = 0.0) -> None:
        self.flash = MemoryFlash()
        self.told: list[Notice] = []
        self.heard = asyncio.Event()
        self.sent: list[bytes] = []
        self.printed: list[Slip] = []
        self.counter = Counter()
        watched = WatchedFlash(self.flash)
        board = NoticeBoard()
        board.subscribe(self._hear)
        self.case = LiveCase(
            lambda: Terminal(
                QUICK if quick else load_profile("cn-classic"),
                watched,
                vault=VAULT,
                clock=SystemClock(),
                entropy=SystemEntropy(),
                acknowledged=not tcp,
                password_cost=ScryptCost.MINIMAL,
            ),
            flash=watched,
            board=board,
            send=self.sent.append,
            hang_up=lambda: self.sent.append(HANG_UP),
            print_slip=self._print,
            printing_seconds=printing_seconds,
        )

    def _hear(self, notice: Notice) -> None:
        self.told.append(notice)
        self.heard.set()

    def _print(self, slip: Slip) -> PrinterReported:
        self.printed.append(slip)
        return self.counter.print_slip(slip)

    def keys(self, *names: str) -> tuple[Event, ...]:
        return tuple(KeyPressed(Key(name)) for name in names)

    def press(self, *names: str) -> None:
        self.case.feed(*self.keys(*names))

    @property
    def screen(self) -> str:
        return self.case.screen.name

    @property
    def shown(self) -> list[str]:
        return [notice.screen.name for notice in self.told if isinstance(notice, ScreenShown)]

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not condition():
                self.heard.clear()
                await self.heard.wait()


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.case.power_off()


@pytest.mark.asyncio
async def test_wakes_up_goes_dark_and_wakes_up_again(bench: Bench) -> None:
    assert (bench.screen, bench.case.powered) == ("off", False)
    bench.case.power_on()
    assert (bench.screen, bench.case.powered) == ("idle.signed-off", True)
    bench.press("Enter", "0")
    assert bench.screen == "logon.operator"
    bench.case.power_off()
    assert (bench.screen, bench.case.powered) == ("off", False)
    bench.press("Enter")
    assert bench.shown == ["idle.signed-off", "logon.operator", "logon.operator", "off"]
    bench.case.power_on()
    assert bench.screen == "idle.signed-off"


@pytest.mark.asyncio
async def test_timers_run_out_by_themselves() -> None:
    bench = Bench(quick=True)
    bench.case.power_on()
    bench.press("Enter")
    await bench.until(lambda: "prompt.timeout" in bench.shown)
    await bench.until(lambda: bench.screen == "idle.signed-off")
    assert Beeped(Beep.ERROR) in bench.told
    bench.case.power_off()


@pytest.mark.asyncio
async def test_no_timer_survives_the_power(bench: Bench) -> None:
    bench.case.power_on()
    bench.press("Enter")
    assert bench.case._later
    bench.case.power_off()
    assert not bench.case._later


@pytest.mark.asyncio
async def test_a_key_struck_before_its_screen_was_there_chooses_nothing(bench: Bench) -> None:
    bench.case.power_on()
    bench.press("Func", "7")
    assert bench.screen == "menu.main", "7 was struck before the menu could be read"
    bench.press("7")
    assert bench.screen == "menu.admin"


@pytest.mark.asyncio
async def test_digits_struck_ahead_count(bench: Bench) -> None:
    bench.case.power_on()
    bench.press("Enter", "0", "1", "Enter", "0", "0")
    assert bench.screen == "logon.password"
    assert bench.case.screen.rows[3].strip() == "**"


@pytest.mark.asyncio
async def test_a_screen_that_only_changes_its_language_is_the_same_screen(bench: Bench) -> None:
    bench.case.power_on()
    bench.press("Func")
    bench.case.feed(LanguageChosen("en"), *bench.keys("7"))
    assert bench.screen == "menu.admin"


@pytest.mark.asyncio
async def test_keys_wait_while_a_password_is_compared(bench: Bench) -> None:
    bench.case.power_on()
    bench.press("Enter", "0", "1", "Enter", "9", "9", "9", "9", "Enter", "Enter", "0", "0")
    assert bench.screen == "logon.password"
    await bench.until(lambda: bench.case.screen.rows[3].strip() == "**")
    assert bench.shown[-4:] == ["logon.wrong", "logon.password", "logon.password", "logon.password"]


@pytest.mark.asyncio
async def test_whoever_watches_is_told_which_keys_were_taken_and_when(bench: Bench) -> None:
    bench.case.power_on()
    bench.press("Func", "7")
    bench.press("Cancel")
    bench.press("Enter", "Up", "0", "1", "Enter", "9", "9", "9", "9", "Enter", "Enter")
    await bench.until(lambda: "logon.password" in bench.shown[-1:] and "logon.wrong" in bench.shown)
    taken = [(told.event, told.did) for told in bench.told if isinstance(told, EventTaken)]
    keys = [(event.key.value, did) for event, did in taken if isinstance(event, KeyPressed)]
    assert keys[:5] == [("Func", True), ("7", False), ("Cancel", True), ("Enter", True), ("Up", False)]
    assert keys[-2:] == [("Enter", True), ("Enter", True)]
    assert taken.index((PasswordChecked(False), True)) == len(taken) - 2, "before the key that waited for it"
    assert "9" not in repr([told for told in bench.told if isinstance(told, EventTaken)])


@pytest.mark.asyncio
async def test_a_password_compared_when_the_power_went_is_nobodys(bench: Bench) -> None:
    bench.case.power_on()
    bench.press("Enter", "0", "1", "Enter", "9", "9", "9", "9", "Enter")
    bench.case.power_off()
    bench.case.power_on()
    bench.press("Enter", "0", "1", "Enter", "0", "0", "0", "0", "Enter")
    await bench.until(lambda: bench.screen == "host.no-line")
    assert "logon.wrong" not in bench.shown


@pytest.mark.asyncio
async def test_bytes_go_to_the_line(bench: Bench) -> None:
    bench.case.power_on()
    bench.case.feed(LineConnected())
    bench.press("Enter", "0", "1", "Enter", "0", "0", "0", "0", "Enter")
    await bench.until(lambda: bench.screen == "host.sending")
    assert len(bench.sent) == 1
    assert bench.sent[0].startswith(b"\x02\x00\x60\x60\x00\x03")


@pytest.mark.asyncio
async def test_whoever_hears_of_a_step_finds_it_done(bench: Bench) -> None:
    """The keys of a subscriber are taken after the step that it hears of."""
    bench.case.power_on()

    def answer(notice: Notice) -> None:
        if isinstance(notice, ScreenShown) and notice.screen.name == "logon.operator" and not typed:
            typed.append("0")
            bench.press("0", "1")

    typed: list[str] = []
    bench.case._board.subscribe(answer)
    bench.press("Enter")
    assert bench.case.screen.rows[3].strip() == "01"


@pytest.mark.asyncio
@pytest.mark.parametrize("seconds", [0.0, 0.02])
async def test_a_slip_takes_its_time_and_is_reported(seconds: float) -> None:
    bench = Bench(printing_seconds=seconds)
    owe_a_slip(bench)
    bench.case.power_on()
    bench.press("Enter")
    assert len(bench.printed) == (0 if seconds else 1)
    await bench.until(lambda: bench.screen == "slip.tear")
    assert len(bench.printed) == 1
    bench.case.power_off()


@pytest.mark.asyncio
async def test_no_slip_comes_out_without_power() -> None:
    bench = Bench(printing_seconds=0.02)
    owe_a_slip(bench)
    bench.case.power_on()
    bench.press("Enter")
    (printing,) = [handle for name, handle in bench.case._later.items() if name == "printer"]
    bench.case.power_off()
    assert printing.cancelled()
    assert bench.printed == []


@pytest.mark.asyncio
async def test_a_printer_without_paper_is_reported(bench: Bench) -> None:
    owe_a_slip(bench)
    bench.counter.paper = Printer.NO_PAPER
    bench.case.power_on()
    bench.press("Enter")
    assert bench.screen == "slip.no-paper"


def owe_a_slip(bench: Bench) -> None:
    """A slip of the last sale was not printed when the power went."""
    bench.case.power_on()
    bench.case.power_off()
    state = State(bench.flash)
    state.batch.put("000003", RECORD)
    state.slip_due = SlipDue("000003", "sale", 1234)
    bench.flash.commit()


@pytest.mark.asyncio
@pytest.mark.parametrize("tcp", [False, True], ids=["cable", "connection"])
async def test_an_answer_waited_for_in_vain_ends_a_connection_and_not_a_cable(tcp: bool) -> None:
    bench = Bench(tcp=tcp)
    bench.case.power_on()
    bench.case.feed(LineConnected())
    bench.press("Enter", "0", "1", "Enter", "0", "0", "0", "0", "Enter")
    await bench.until(lambda: bool(bench.sent))
    bench.case.feed(TimerExpired(Timer.HOST))
    assert (bench.sent[-1] == HANG_UP) is tcp
    bench.case.power_off()


@pytest.mark.asyncio
async def test_the_books_are_told_once_for_many_steps(bench: Bench) -> None:
    bench.case.power_on()
    bench.case.feed(LanguageChosen("en"), LanguageChosen("zh"), LanguageChosen("en"))
    assert BooksChanged() not in bench.told
    await bench.until(lambda: BooksChanged() in bench.told)
    assert bench.told.count(BooksChanged()) == 1
    bench.press("Enter", "Cancel")
    assert "books" not in bench.case._later, "nothing was kept"


@pytest.mark.asyncio
async def test_a_memory_that_fails_switches_the_terminal_off(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.case.power_on()

    def fail() -> bool:
        raise FlashError("terminal.db", what="the disk is full", advice="make room")

    monkeypatch.setattr(bench.flash, "commit", fail)
    bench.case.feed(LanguageChosen("en"))
    assert not bench.case.powered
    assert bench.flash.get("lang") is None
    assert bench.told[-2:] == [
        ScreenShown(bench.case.screen),
        Explained("flash", "terminal.db: the disk is full; make room. The terminal has switched itself off."),
    ]


@pytest.mark.asyncio
async def test_an_error_of_the_program_is_not_hidden(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.case.power_on()

    def fail() -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(bench.flash, "commit", fail)
    with pytest.raises(ZeroDivisionError):
        bench.press("Enter")
    assert not bench.case.powered


@pytest.mark.asyncio
async def test_a_password_being_compared_is_work(bench: Bench) -> None:
    steps: list[bool] = []
    bench.case.stepped = lambda: steps.append(bench.case.busy)
    bench.case.power_on()
    bench.press("Enter", "0", "1", "Enter", *"0000")
    assert steps[-1:] == [False]
    bench.press("Enter")
    assert steps[-1:] == [True]
    await bench.until(lambda: not bench.case.busy)
    assert steps[-2:] == [True, False]
    assert not bench.case.awaits_answer
