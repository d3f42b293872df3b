from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import CardData, Entry
from pos_emulator.security.masking import Pan
from tests.firmware.shop import Shop

CARD = CardData(Entry.TAP, Pan("6216261000000000018"), "3009", sequence="001")


def test_a_card_is_kept_by_token_mask_and_seal() -> None:
    pos = Shop().pos
    kept = pos.keep(CARD)
    assert (kept.masked, kept.masked_16) == ("621626*********0018", "621626******0018")
    assert (kept.expiry, kept.entry, kept.sequence) == ("3009", "07", "001")
    assert pos.pan_of(kept) == CARD.pan
    assert kept.token == pos.vault.token(CARD.pan)
    assert "6216261000000000018" not in repr(kept)
    assert b"6216261000000000018" not in kept.sealed


@pytest.mark.parametrize(("chosen", "lang"), [("", "zh"), ("en", "en"), ("zh", "zh")])
def test_the_language_of_the_moment(chosen: str, lang: str) -> None:
    pos = Shop().pos
    pos.state.lang = chosen
    assert pos.texts.lang == lang


def test_who_is_in_charge() -> None:
    shop = Shop()
    assert shop.pos.operator == ""
    assert shop.sign_on("03").pos.operator == "03"


def test_whether_something_is_owed() -> None:
    shop = Shop().sign_on()
    assert not shop.pos.owes
    shop.doubtful_refund()
    assert shop.pos.owes
