"""Start states: records that scenarios begin from, made once and the same for everybody who asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from pos_emulator.acquirer.settings import settings_for
from pos_emulator.cards import load_cards
from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.passwords import operator_secret
from pos_emulator.keyscript.backends.bench import ScriptBench
from pos_emulator.keyscript.backends.core import CoreBench
from pos_emulator.keyscript.moves.paths import path_to
from pos_emulator.keyscript.runner.kept import Kept
from pos_emulator.keyscript.runner.seeds import derived
from pos_emulator.keyscript.runner.training_secrets import (
    Secrets,
    factory_secrets,
    keep_secrets,
    training_secrets,
)
from pos_emulator.oracle import Oracle
from pos_emulator.oracle.on_bench import looked_at
from pos_emulator.profile import Profile, load_profile
from pos_emulator.runtime.virtual import SavedStart

FIRST_OPERATOR = "01"
_CARD, _FULL_CARD = "demo-debit", "demo-credit"
_SALE, _SMALL_SALE = 58_00, 1_00


class StartStateError(AssertionError):
    """The terminal did not go where a start state needs it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A start state: the records, and what a script may use of it by name.

    Attributes:
        oracle: It has looked at the records.
        saved: Transactions by name.
        cards: The cards that are at the counter.
    """

    start: SavedStart = field(repr=False)
    secrets: Secrets = field(repr=False)
    oracle: Oracle = field(repr=False)
    saved: Mapping[str, Kept]
    cards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shop:
    """Which terminal a script is about."""

    profile: str
    lang: str = ""
    seed: int = 1

    def loaded(self) -> Profile:
        """The profile, in the script's language."""
        profile = load_profile(self.profile)
        return replace(profile, lang=self.lang) if self.lang else profile


@lru_cache(maxsize=64)
def prepared(shop: Shop, state: str) -> Prepared:
    """A start state of a shop; it follows from both alone."""
    profile = shop.loaded()
    seed = derived(shop.seed, "start state", profile.name, profile.lang)
    blank = SavedStart.blank(profile, seed=seed, settings=settings_for(profile))
    if state == "fresh":
        return Prepared(blank, factory_secrets(profile), looked_at(blank), MappingProxyType({}))
    secrets = training_secrets(profile, seed)
    flash = MemoryFlash()
    keep_secrets(flash, profile, secrets)
    bench = CoreBench(replace(blank, flash=flash), 0)
    hand = _brought(bench, state, secrets)
    start = bench.power_cut().saved_start()
    return Prepared(start, secrets, looked_at(start), MappingProxyType(hand.saved), hand.cards)


def walk_to(bench: ScriptBench, state: str, secrets: Secrets) -> None:
    """Bring a bench into a start state by its keys, where its host is not ours to prepare.

    Raises:
        StartStateError: the terminal or the host does otherwise.
    """
    _brought(bench, state, secrets)
    if bench.counter.customer_here:
        bench.counter.leave()


def _brought(bench: ScriptBench, state: str, secrets: Secrets) -> _Hand:
    hand = _Hand(bench, secrets)
    _MAKERS[state](hand)
    at, wanted = bench.screen.name, _ENDS.get(state, "idle.signed-on")
    if at != wanted:
        raise StartStateError(f"{state}: the terminal shows {at}, not {wanted}")
    return hand


class _Hand:
    """Brings a terminal into a state, by its keys."""

    def __init__(self, bench: ScriptBench, secrets: Secrets) -> None:
        bench.power_on()
        self.bench = bench
        self.secrets = secrets
        self.saved: dict[str, Kept] = {}
        self.cards: tuple[str, ...] = ()

    def sign_on(self) -> None:
        password = self.secrets[operator_secret(FIRST_OPERATOR)].reveal()
        self.bench.press("Enter", FIRST_OPERATOR, "Enter", password, "Enter", "Enter")

    def sell(self, card: str, amount: int) -> Kept:
        bench = self.bench
        bench.counter.arrive(card)
        bench.act(*bench.counter.present(card, "swipe"))
        bench.press("Enter", str(amount), "Enter", load_cards()[card].pin, "Enter", "Enter", "Enter")
        voucher = bench.state.last_voucher
        return Kept(voucher, f"{bench.state.batch_number:06d}", amount, card).learnt(bench.state)

    def menu(self, entry: str) -> None:
        self.bench.press("Enter", *path_to(self.bench.profile, entry))

    def settle(self) -> None:
        self.menu("settle")
        self.bench.press("Enter", "Enter")

    def next_day(self) -> None:
        assert self.bench.hand is not None
        self.bench.hand.next_days(1)


def _signed_off(_hand: _Hand) -> None:
    """Switched on, and nothing more."""


def _locked(hand: _Hand) -> None:
    hand.sign_on()
    hand.menu("lock")
    hand.bench.press("Enter")


def _settled(hand: _Hand) -> None:
    hand.sign_on()
    hand.sell(_CARD, _SALE)
    hand.settle()


def _batch_full(hand: _Hand) -> None:
    hand.sign_on()
    while hand.bench.state.batch.count() < hand.bench.profile.max_records:
        hand.sell(_FULL_CARD, _SMALL_SALE)


def _yesterday_sale(hand: _Hand) -> None:
    hand.sign_on()
    sale = hand.sell(_CARD, _SALE)
    hand.settle()
    hand.next_day()
    hand.sign_on()
    hand.saved["sale"] = sale
    hand.cards = (_CARD,)


_MAKERS: Mapping[str, Callable[[_Hand], None]] = MappingProxyType(
    {
        "signed-off": _signed_off,
        "signed-on": _Hand.sign_on,
        "locked": _locked,
        "settled": _settled,
        "batch-full": _batch_full,
        "yesterday-sale": _yesterday_sale,
    }
)
_ENDS: Mapping[str, str] = MappingProxyType({"signed-off": "idle.signed-off", "locked": "lock.locked"})
