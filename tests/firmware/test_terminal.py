from __future__ import annotations

import pytest

from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.peripherals import (
    BytesReceived,
    Key,
    KeyPressed,
    Lamp,
    LanguageChosen,
    LineConnected,
    PasswordChecked,
    PoweredOn,
    Show,
    StartTimer,
    Timer,
    TimerExpired,
    WriteBytes,
)
from pos_emulator.firmware.terminal import Terminal
from pos_emulator.link.faults import Arrival, Direction
from pos_emulator.link.framers.length_tpdu import LengthFramer
from pos_emulator.profile import load_profile
from pos_emulator.runtime.virtual_time import SeededEntropy, VirtualClock
from pos_emulator.security.vault import Vault
from pos_emulator.texts import Texts, TextsError
from tests.firmware.shop import LOST_ANSWER, Shop


def terminal(flash: MemoryFlash) -> Terminal:
    return Terminal(
        load_profile("cn-classic"),
        flash,
        vault=Vault(bytes(32)),
        clock=VirtualClock(),
        entropy=SeededEntropy(1, "terminal"),
    )


def test_power_shows_idle_and_starts_the_clock() -> None:
    case = terminal(MemoryFlash())
    before = case.screen.name
    effects = case.receive(PoweredOn())
    assert (before, case.screen.name) == ("off", "idle.signed-off")
    assert [type(effect) for effect in effects] == [StartTimer, Show]
    assert effects[0] == StartTimer(Timer.TICK, 60.0)


def test_a_step_is_kept_before_its_effects_are_out() -> None:
    flash = MemoryFlash()
    terminal(flash).receive(PoweredOn())
    assert not flash.commit()
    assert flash.count("operators") == 5


def test_a_step_that_changes_nothing_writes_nothing() -> None:
    class Counting(MemoryFlash):
        commits = 0

        def commit(self) -> bool:
            kept = super().commit()
            self.commits += kept
            return kept

    flash = Counting()
    case = terminal(flash)
    case.receive(PoweredOn())
    before = flash.commits
    for key in (Key.ENTER, Key.DIGIT_0, Key.CLEAR, Key.CANCEL):
        case.receive(KeyPressed(key))
    assert flash.commits == before


def test_a_step_whose_screen_cannot_be_laid_out_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_such_text(*_: object) -> None:
        raise TextsError("no such screen")

    flash = MemoryFlash()
    case = terminal(flash)
    monkeypatch.setattr(Texts, "rows", no_such_text)
    with pytest.raises(TextsError):
        case.receive(PoweredOn())
    assert flash.count("operators") == 0


def test_lamps() -> None:
    shop = Shop()
    assert shop.bench.screen.lamps == {Lamp.TRAINING, Lamp.DEFAULT_PASSWORD, Lamp.LINE}
    shop.unplug()
    assert Lamp.LINE not in shop.bench.screen.lamps
    assert shop.screen == "idle.signed-off"
    shop.plug().sign_on()
    shop.bench.acquirer.rules.silent("0400")
    shop.ring_up().fault(LOST_ANSWER).press("Enter").wait(60).wait(60)
    assert Lamp.OWED in shop.bench.screen.lamps


ACKNOWLEDGEMENT = b"\x06"


class InOneChunk:
    """A line on which an acknowledgement waits for the answer behind it."""

    held = b""

    def carry(self, direction: Direction, data: bytes) -> tuple[Arrival, ...]:
        if direction is Direction.TO_TERMINAL and data == ACKNOWLEDGEMENT:
            self.held = data
            return ()
        whole, self.held = self.held + data, b""
        return (Arrival(0, whole),)


def test_lamps_are_those_of_the_moment_however_the_bytes_come() -> None:
    shop = Shop().sign_on()
    shop.bench.faults = InOneChunk()  # type: ignore[assignment]
    shop.sell()
    asking = [screen for _, screen in shop.bench.all_screens if screen.name == "host.receiving"]
    assert asking
    assert Lamp.OWED in asking[-1].lamps
    assert Lamp.OWED not in shop.bench.screen.lamps


def test_the_language_changes_at_once_and_is_remembered() -> None:
    shop = Shop().sign_on().present()
    assert shop.rows[0] == "    消    费    "
    shop.act(LanguageChosen("en"))
    assert (shop.screen, shop.rows[0]) == ("sale.confirm-card", "      SALE      ")
    shop.press("Enter", "5800", "Enter", "123456", "Enter")
    assert shop.screen == "slip.tear"
    assert shop.rows[1] == "SIGN AND TEAR   "
    shop.cut_power()
    assert (shop.screen, shop.rows[0]) == ("power.slip", " LAST TRANS OK  ")


def test_a_screen_carries_its_values_for_programs() -> None:
    shop = Shop().sign_on().present().press("Enter", "5800")
    assert shop.bench.screen.fields["amount"] == 5800


def test_on_tcp_frames_are_not_acknowledged() -> None:
    case = Terminal(
        load_profile("cn-classic"),
        MemoryFlash(),
        vault=Vault(bytes(32)),
        clock=VirtualClock(),
        entropy=SeededEntropy(1, "terminal"),
        framer=LengthFramer(),
        acknowledged=False,
    )
    case.receive(PoweredOn())
    case.receive(LineConnected())
    for key in (Key.ENTER, Key.DIGIT_0, Key.DIGIT_1, Key.ENTER, *[Key.DIGIT_0] * 4):
        case.receive(KeyPressed(key))
    effects = list(case.receive(KeyPressed(Key.ENTER)))
    effects += case.receive(PasswordChecked(True))
    (written,) = [effect.data for effect in effects if isinstance(effect, WriteBytes)]
    assert written[:2] == len(written[2:]).to_bytes(2, "big")
    assert written[2:7] == bytes.fromhex("6000030000")
    assert not any(isinstance(each, StartTimer) and each.timer is Timer.ACK for each in effects)
    assert case.screen.name == "host.receiving"
    assert StartTimer(Timer.TICK, 1.0) in effects
    case.receive(TimerExpired(Timer.TICK))
    assert case.screen.rows[1] == "接收数据...  59s"


def test_the_framing_of_the_profile() -> None:
    shop = Shop(framing="lrc").sign_on()
    assert shop.screen == "idle.signed-on"
    frame = next(data for _, data in shop.bench.wire if len(data) > 1)
    lrc = 0
    for octet in frame[1:-1]:
        lrc ^= octet
    assert frame[-1] == lrc


@pytest.mark.parametrize("name", ["ecb", "ecb-3des", "x9.19"])
def test_every_mac_method_sells(name: str) -> None:
    shop = Shop(host=HostSettings(mac=name), mac=name).sign_on()
    shop.sell()
    assert shop.effective("sale") == [5800]


def test_single_length_keys_sell_too() -> None:
    shop = Shop(sign_on="001").sign_on()
    shop.sell()
    assert shop.requests("0800")[0][60] == "00000001001"
    assert shop.effective("sale") == [5800]


def test_a_step_that_fails_leaves_nothing_behind() -> None:
    shop = Shop().sign_on()
    terminal = shop.bench.terminal
    assert terminal is not None
    shop.state.batch_number = 77
    with pytest.raises(TypeError):
        terminal.receive(BytesReceived(None))  # type: ignore[arg-type]
    assert shop.state.batch_number == 1


def test_the_keys_that_would_do_something_now() -> None:
    shop = Shop()
    shop.press("Enter")
    asked = shop.terminal
    assert asked is not None
    assert asked.screen.name == "logon.operator"
    assert {key for key in Key if asked.takes(key)} == {key for key in Key if key.is_digit} | {Key.CANCEL}
    shop.press("01")
    assert {key for key in Key if asked.takes(key)} == {Key.ENTER, Key.CANCEL, Key.CLEAR}
    assert asked.screen.fields["typed"] == "01"
