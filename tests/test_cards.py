from __future__ import annotations

import pytest

from iso8583_specs.stray_pans import is_pan
from pos_emulator.cards import TestCard, UnknownCardError, card_named, load_cards

CARDS = tuple(load_cards().values())


def by_name(cards: tuple[TestCard, ...]) -> list[object]:
    return [pytest.param(card, id=card.name) for card in cards]


def test_the_cards_that_scripts_know() -> None:
    assert tuple(load_cards()) == (
        "demo-debit",
        "demo-credit",
        "demo-chip",
        "demo-contactless",
        "demo-foreign",
        "demo-expired",
        "demo-no-funds",
        "demo-silent",
    )


def test_demo_debit() -> None:
    card = card_named("demo-debit")
    assert card.pan == "6224242300000069"
    assert card.default_way == "swipe"
    assert (card.type, card.behaviour, card.balance) == ("debit", "normal", 1_000_000)


def test_each_card_has_a_number_of_its_own() -> None:
    assert len({card.pan for card in CARDS}) == len(CARDS)


@pytest.mark.parametrize("card", by_name(CARDS))
def test_card_is_in_itself_consistent(card: TestCard) -> None:
    assert is_pan(card.pan)
    assert card.track2.startswith(f"{card.pan}D{card.expiry}")
    assert len(card.track2) <= 37
    assert card.track2.replace("D", "", 1).isdigit()
    assert card.expiry[2:] in {f"{month:02d}" for month in range(1, 13)}
    assert len(card.sequence) == 3
    assert card.sequence.isdigit()
    assert card.pin == "" or (card.pin.isdigit() and 4 <= len(card.pin) <= 12)
    assert card.technologies
    assert set(card.technologies) <= {"swipe", "insert", "tap"}
    assert card.type in ("debit", "credit")
    assert card.behaviour in ("normal", "no_funds", "silent", "expired", "foreign")
    assert type(card.balance) is int
    assert card.issuer.isascii()
    assert len(card.issuer) <= 20


def tags(data: bytes) -> list[str]:
    """The tags of a flat BER-TLV string; fails where lengths do not add up."""
    found = []
    while data:
        size = 2 if data[0] & 0x1F == 0x1F else 1
        found.append(data[:size].hex().upper())
        length = data[size]
        assert len(data) >= size + 1 + length
        data = data[size + 1 + length :]
    return found


@pytest.mark.parametrize("card", by_name(CARDS))
def test_chip_data_stands_with_the_chip(card: TestCard) -> None:
    if {"insert", "tap"}.isdisjoint(card.technologies):
        assert card.f55 == b""
    else:
        assert tags(card.f55) == (
            [
                "9F26",
                "9F27",
                "9F10",
                "9F37",
                "9F36",
                "95",
                "9A",
                "9C",
                "9F02",
                "5F2A",
                "82",
                "9F1A",
                "9F03",
                "9F33",
            ]
        )


@pytest.mark.parametrize("card", by_name(CARDS))
def test_repr_shows_no_number_track_or_pin(card: TestCard) -> None:
    shown = repr(card)
    assert card.name in shown
    secrets = (
        card.pan,
        card.pan[6:],
        card.track2,
        card.expiry,
        card.f55.hex() or "-none-",
        card.pin or "-none-",
    )
    assert [place for place, secret in enumerate(secrets) if secret in shown] == []


def test_every_behaviour_and_technology_has_a_card() -> None:
    assert {card.behaviour for card in CARDS} == {"normal", "no_funds", "silent", "expired", "foreign"}
    assert {card.default_way for card in CARDS} == {"swipe", "insert", "tap"}
    assert {card.type for card in CARDS} == {"debit", "credit"}
    assert card_named("demo-no-funds").balance == 0
    assert card_named("demo-expired").expiry < "2101"


def test_one_card_has_19_digits_and_one_no_pin() -> None:
    assert len(card_named("demo-contactless").pan) == 19
    assert [card.name for card in CARDS if card.pin == ""] == ["demo-foreign"]


@pytest.mark.parametrize(
    ("name", "message", "close"),
    [
        ("demo-debt", "no test card 'demo-debt', did you mean demo-debit?", "demo-debit"),
        ("xyz", "no test card 'xyz', expected one of demo-debit, demo-credit, demo-chip,", None),
    ],
)
def test_an_unknown_name_is_answered_with_a_known_one(name: str, message: str, close: str | None) -> None:
    with pytest.raises(UnknownCardError) as caught:
        card_named(name)
    assert str(caught.value).startswith(message)
    assert caught.value.did_you_mean == close
