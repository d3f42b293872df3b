"""Everything a run shows, writes or raises, searched for what must not be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iso8583_specs.describe import as_table
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from pos_emulator.cards import card_named
from pos_emulator.firmware.initialise import DEMONSTRATION_TMK
from pos_emulator.firmware.peripherals import Timer, TimerExpired
from pos_emulator.runtime.notices import ScreenShown, SlipPrinted, WireSeen
from pos_emulator.security.vault import Vault
from tests.runtime.live_bench import LiveBench, bench_in

CARD = card_named("demo-credit")
SUPERVISOR, OPERATOR = "739152", "8364"
DEVICE_KEY = "device.key"


async def a_day_with_everything(bench: LiveBench) -> None:
    """Changed passwords, wrong ones, a wrong PIN, a sale, a void, a refund in doubt, a reversal."""
    await bench.sign_on()
    bench.press(f"Enter 7 6 0000 Enter {OPERATOR} Enter {OPERATOR} Enter")
    await bench.screen("change.done")
    bench.press("Enter Enter 7 1 00 Enter 123456 Enter")
    await bench.screen("menu.supervisor")
    bench.press(f"1 123456 Enter {SUPERVISOR} Enter {SUPERVISOR} Enter")
    await bench.screen("change.done")
    bench.press("Enter Cancel")
    await bench.screen("logon.supervisor")
    bench.press("Enter")
    await bench.screen("idle.signed-on")
    bench.live.arrive(CARD.name)
    bench.live.present(CARD.name, "insert")
    await bench.screen("sale.confirm-card")
    bench.press("Enter 5800 Enter 864203 Enter")
    await bench.screen("sale.pin-wrong")
    bench.press(f"Enter {CARD.pin} Enter")
    await bench.screen("slip.tear")
    bench.press("Enter")
    await bench.screen("card.remove")
    bench.live.remove_card()
    await bench.screen("slip.hand-over")
    bench.press("Enter")
    await bench.screen("idle.signed-on")
    voucher = bench.live.state.last_voucher
    bench.press(f"Enter 2 555666 Enter Enter {SUPERVISOR} Enter {voucher} Enter")
    await bench.screen("void.check")
    bench.press("Enter")
    await bench.screen("void.card")
    bench.live.present(CARD.name, "insert")
    await bench.screen("void.pin")
    await bench.live.ask_acquirer({"do": "host", "silent": True, "for": "0200"})
    bench.press(f"{CARD.pin} Enter")
    await bench.screen("host.receiving")
    bench.live.feed(TimerExpired(Timer.HOST))
    await bench.screen("reversal.done")


def written(folder: Path) -> dict[str, bytes]:
    """Every file of the state folder, the device keys apart."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(".key")
    }


def spoken(bench: LiveBench) -> str:
    """Every screen, slip, decoded frame and repr of the run."""
    told: list[str] = [repr(notice) for notice in bench.told]
    for shown in bench.all_of(ScreenShown):
        told += shown.screen.rows
    for printed in bench.all_of(SlipPrinted):
        told += printed.slip.lines
    for seen in bench.all_of(WireSeen):
        if seen.message is not None:
            told.append(as_table(seen.message, UNIONPAY_POS))
    told += [repr(bench.live.state.batch.get(name)) for name in bench.live.state.batch.names()]
    told += [repr(entry) for entry in bench.live.state.audit_log.values()]
    return "\n".join(told)


def clear_keys(bench: LiveBench, folder: Path) -> list[bytes]:
    """The working keys in clear, as only the secure element knows them."""
    vault = Vault((folder / DEVICE_KEY).read_bytes())
    keys = bench.live.state.working_keys
    assert keys is not None
    return [vault.open(sealed, purpose="working-key") for sealed in (keys.pin, keys.mac)]


def packed(digits: str) -> bytes:
    return bytes.fromhex(digits + "0" * (len(digits) % 2))


@pytest.mark.asyncio
async def test_no_secret_is_shown_written_or_told(tmp_path: Path) -> None:
    async with bench_in(tmp_path) as bench:
        await a_day_with_everything(bench)
        keys = clear_keys(bench, tmp_path)
        words = spoken(bench)
        files = written(tmp_path)
        assert bench.live.screen.name
    files |= {f"{name} afterwards": data for name, data in written(tmp_path).items()}
    assert any("terminal.db" in name for name in files)
    assert any("acquirer" in name for name in files)
    places = {"what was shown and told": words.encode(), **files}
    long_secrets = {
        "PAN": CARD.pan.encode(),
        "packed PAN": packed(CARD.pan),
        "middle of the PAN": CARD.pan[4:14].encode(),
        "track 2": CARD.track2[16:].encode(),
        "master key": DEMONSTRATION_TMK,
        "master key in hex": DEMONSTRATION_TMK.hex().encode(),
        "pin key": keys[0],
        "MAC key": keys[1][:8],
        "pin key in hex": keys[0].hex().encode(),
        "MAC key in hex": keys[1][:8].hex().encode(),
    }
    for place, data in places.items():
        found = [name for name, secret in long_secrets.items() if secret in data or secret.upper() in data]
        assert not found, f"{place} holds the {', '.join(found)}"
        for name, short in {
            "PIN": CARD.pin,
            "wrong PIN": "864203",
            "supervisor password": SUPERVISOR,
        }.items():
            alone = re.compile(rf"(?<![0-9a-fA-F]){short}(?![0-9a-fA-F])".encode())
            assert not alone.search(data), f"{place} holds the {name}"


@pytest.mark.asyncio
async def test_the_search_would_find_them(tmp_path: Path) -> None:
    """The masked number is there, so the search looks where numbers are."""
    async with bench_in(tmp_path) as bench:
        await bench.sign_on()
        await bench.ask_for("1000")
        await bench.screen("slip.tear")
        words = spoken(bench)
        assert "622424******0069" in words
        assert b"622424******0069" in b"".join(written(tmp_path).values())
