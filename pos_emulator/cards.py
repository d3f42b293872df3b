"""The test cards that come with the emulator: what the reader reads, what the mock host knows."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import ClassVar, Literal

Technology = Literal["swipe", "insert", "tap"]
CardType = Literal["debit", "credit"]
Behaviour = Literal["normal", "no_funds", "silent", "expired", "foreign"]


class UnknownCardError(LookupError):
    """There is no test card of that name."""

    def __init__(self, name: str) -> None:
        from difflib import get_close_matches  # only for an error

        known = tuple(load_cards())
        close = get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(known)}"
        super().__init__(f"no test card {name!r}, {hint}")
        self.name = name
        self.did_you_mean = close[0] if close else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCard:
    """One test card; its repr shows its name and nature, no number, track or PIN."""

    __test__: ClassVar[bool] = False
    """Not a test case, whatever its name."""

    name: str
    pan: str = field(repr=False)
    expiry: str = field(repr=False)
    """YYMM."""
    track2: str = field(repr=False)
    """Without sentinels, ``D`` as separator."""
    technologies: tuple[Technology, ...]
    """What the reader can read it by, the card's own way first."""
    sequence: str
    """Card sequence number, 3 digits."""
    pin: str = field(repr=False)
    """Empty where the card has none."""
    balance: int
    """Fen: what a debit card holds, or a credit card may still spend."""
    type: CardType
    issuer: str
    behaviour: Behaviour
    f55: bytes = field(default=b"", repr=False)
    """The chip's answer, BER-TLV; empty for a card without a chip."""

    @property
    def default_way(self) -> Technology:
        """How the customer presents it unless told otherwise."""
        return self.technologies[0]


@cache
def load_cards() -> Mapping[str, TestCard]:
    """All test cards by name, in the order of ``cards.toml``; the file is read once."""
    table = tomllib.loads(files(__package__).joinpath("cards.toml").read_text("utf-8"))
    cards = {
        name: TestCard(
            name=name,
            **{
                **entry,
                "technologies": tuple(entry["technologies"]),
                "f55": bytes.fromhex(entry.get("f55", "")),
            },
        )
        for name, entry in table.items()
    }
    return MappingProxyType(cards)


def card_named(name: str) -> TestCard:
    """The test card ``name``.

    Raises:
        UnknownCardError: there is none; the message says which name is close.
    """
    try:
        return load_cards()[name]
    except KeyError:
        raise UnknownCardError(name) from None
