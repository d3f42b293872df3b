from __future__ import annotations

from pos_emulator.firmware.audit import MOST_ENTRIES, note
from tests.firmware.shop import Shop


def test_an_entry_says_when_who_what_and_how_it_ended() -> None:
    shop = Shop().sign_on()
    note(shop.pos, "reversal", "by hand", voucher="000003")
    entry = list(shop.state.audit_log.values())[-1]
    assert (entry.at, entry.operator, entry.what, entry.outcome, entry.voucher) == (
        "2026-11-21 08:55:00",
        "01",
        "reversal",
        "by hand",
        "000003",
    )


def test_nobody_in_charge_is_two_dashes() -> None:
    entry = next(Shop().state.audit_log.values())
    assert entry.operator == "--"


def test_the_oldest_entries_give_way() -> None:
    shop = Shop()
    for at in range(MOST_ENTRIES + 5):
        note(shop.pos, "what", str(at))
    log = list(shop.state.audit_log.values())
    assert len(log) == MOST_ENTRIES
    assert (log[0].outcome, log[-1].outcome) == ("5", str(MOST_ENTRIES + 4))
