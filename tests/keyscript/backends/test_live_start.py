from __future__ import annotations

from pathlib import Path

from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.backends.live_start import HOST_KEY, LEDGER, write_flash, write_host
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.runtime.flash_sqlite import SqliteFlash
from pos_emulator.runtime.world import SystemEntropy
from pos_emulator.security.vault import Vault

BEGINS = prepared(Shop("cn-classic"), "yesterday-sale")


def test_the_books_of_the_host_come_whole(tmp_path: Path) -> None:
    kept = BEGINS.start.ledger
    write_host(tmp_path / "host", BEGINS.start)
    ledger = open_ledger(tmp_path / "host" / LEDGER, entropy=SystemEntropy())
    assert ledger.ledger_id == kept.ledger_id
    for table in ("bookings", "legs", "terminals", "outcomes", "fences", "batches"):
        assert list(getattr(ledger, table)()) == list(getattr(kept, table)()), table
    (sale,) = kept.bookings()
    assert ledger.balance("merchant:123456789012345") == kept.balance("merchant:123456789012345")
    assert ledger.why(sale.id.tid, sale.id.stan) == kept.why(sale.id.tid, sale.id.stan)
    ledger.close()


def test_its_key_is_the_one_that_sealed_them(tmp_path: Path) -> None:
    write_host(tmp_path / "host", BEGINS.start)
    key = tmp_path / "host" / HOST_KEY
    assert key.stat().st_mode & 0o777 == 0o600
    sealed = BEGINS.start.vaults[1].seal(b"something", purpose="working-key")
    assert Vault(key.read_bytes()).open(sealed, purpose="working-key") == b"something"


def test_the_records_of_the_terminal_stay_in_the_file(tmp_path: Path) -> None:
    write_flash(tmp_path / "terminal.db", BEGINS.start.flash).close()
    with SqliteFlash(tmp_path / "terminal.db") as flash:
        before, after = State(BEGINS.start.flash), State(flash)
        assert list(after.settled.values()) == list(before.settled.values())
        assert after.host_book == before.host_book
        assert after.last_voucher == before.last_voucher
