"""Makes the `World` of the scripts from the product itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from iso8583_specs.codecs import Bytes, LllVarBytes
from iso8583_specs.dialects.unionpay_pos import UNIONPAY_POS
from iso8583_specs.errors import ElementError
from iso8583_specs.message import Message
from pos_emulator.acquirer.rule_book import ENDS_A_REVERSAL
from pos_emulator.acquirer.rules import CATALOGUE, KNOWN_CODES
from pos_emulator.cards import load_cards
from pos_emulator.firmware.menu import FLOWS, SUBMENUS
from pos_emulator.firmware.passwords import Secret, operator_secret
from pos_emulator.firmware.peripherals import Screen
from pos_emulator.keyscript.runner.telephone import UNLOCK_CODE
from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.world import World
from pos_emulator.profile import Profile, load_profile, profile_names
from pos_emulator.texts import Texts
from pos_emulator.texts.render import AMOUNTS

DEFAULT_PROFILE = "cn-classic"
"""Of a script that names none."""

FEATURES = frozenset({"clock", "host", "ledger", "line-faults", "power", "rewind"})
"""What a backend may be able to do: move the clock, script the host, read its ledger, damage the line,
cut the power, go back to a saved point."""

GUARDS = frozenset(
    {
        "batch-full",
        "batch-kept",
        "card-expired",
        "card-not-expected",
        "device-key-lost",
        "epoch",
        "host-declined",
        "key-check",
        "keys-refused",
        "no-line",
        "nobody-to-ask",
        "not-yet-by-hand",
        "other-ledger",
        "outcome-unknown",
        "password-locked",
        "refund.blocked",
        "reply-not-ours",
        "reply-spoilt",
        "reversal-open",
        "revived",
        "settlement-interrupted",
        "void.already-voided",
        "void.card-mismatch",
        "void.in-doubt",
        "void.not-a-sale",
        "void.not-found",
        "void.not-today",
        "void.refunded",
        "void.settled",
    }
)
"""The firmware's guards, by the names they explain themselves with."""

START_STATES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "signed-on": frozenset(),
        "signed-off": frozenset(),
        "fresh": frozenset(),
        "locked": frozenset(),
        "settled": frozenset(),
        "batch-full": frozenset(),
        "yesterday-sale": frozenset({"sale"}),
    }
)
"""Each start state, and the transactions it saves."""

_STATE_CARDS: Mapping[str, frozenset[str]] = MappingProxyType({"yesterday-sale": frozenset({"demo-debit"})})
_INNER_FIELDS = frozenset({"items", "title", "text"})
"""Placeholders that a screen is laid out with and nobody asks for."""

_STAFF = MappingProxyType({"supervisor": "00", "administrator": "99"})


def profile_name_of(script: Script) -> str:
    """Under which profile a script plays: the one that it names, else the one that there is by default."""
    return DEFAULT_PROFILE if script.profile is None else script.profile.name


def product_world(profile_name: str = DEFAULT_PROFILE) -> World:
    """The world of a packaged profile, or of the one in a file.

    Raises:
        ProfileError: there is no such profile, or something is wrong with it.
    """
    if profile_name.endswith(".toml"):
        return world_of(load_profile(profile_name))
    return _packaged_world(profile_name)


@cache
def _packaged_world(name: str) -> World:
    return world_of(load_profile(name))


def world_for(script: Script) -> World:
    """The world of the profile that a script names; of the default one where it names none that there is.

    Raises:
        ProfileError: something is wrong with the file that it names.
    """
    name = profile_name_of(script)
    known = name.endswith(".toml") or name in profile_names()
    return product_world(name) if known else product_world()


def world_of(profile: Profile) -> World:
    """Everything a script may name, under this profile."""
    cards = load_cards()
    operators = frozenset(f"{number:02d}" for number in range(1, profile.operators + 1))
    reachable, elsewhere = _menus(profile)
    requests = frozenset(kind.mti for kind in UNIONPAY_POS.kinds)
    return World(
        profiles=frozenset(profile_names()),
        features=FEATURES,
        cards=MappingProxyType({name: card.technologies for name, card in cards.items()}),
        pins=frozenset(name for name, card in cards.items() if card.pin),
        operators=operators,
        secrets=frozenset({UNLOCK_CODE, *map(operator_secret, operators), *(each.value for each in Secret)}),
        screens=_screens(),
        amount_fields=AMOUNTS,
        menu_entries=reachable,
        menu_elsewhere=MappingProxyType(elsewhere),
        rules=MappingProxyType({rule.name: not rule.fixed for rule in CATALOGUE}),
        reasons=GUARDS.union(rule.name for rule in CATALOGUE),
        codes=KNOWN_CODES,
        ends_reversal=ENDS_A_REVERSAL,
        requests=requests,
        responses=frozenset(kind.reply_mti for kind in UNIONPAY_POS.kinds),
        elements=frozenset(UNIONPAY_POS.elements),
        value_problem=value_problem,
        start_states=START_STATES,
        state_cards=_STATE_CARDS,
    )


def value_problem(number: int, value: str) -> str:
    """What keeps an element from ever having this value, digits, text or lower-case hex as `decode` prints it."""
    octets = isinstance(UNIONPAY_POS.elements[number].codec, Bytes | LllVarBytes)
    if octets and not re.fullmatch("([0-9a-f]{2})*", value):
        return "expected octets as lower-case hex"
    try:
        UNIONPAY_POS.build(Message("0200", {number: bytes.fromhex(value) if octets else value}))
    except ElementError as error:
        return error.complaint
    return ""


def _screens() -> Mapping[str, frozenset[str]]:
    texts = Texts("zh")
    named = {name: texts.placeholders(name) - _INNER_FIELDS for name in texts.names()}
    return MappingProxyType({Screen().name: frozenset[str](), **named})


def _menus(profile: Profile) -> tuple[frozenset[str], dict[str, str]]:
    """Entries that keys alone reach from idle, and why the others cannot be chosen so."""
    reachable: set[str] = set()
    elsewhere: dict[str, str] = {}
    for menu, entries in profile.menu.items():
        for entry in entries:
            if entry.item not in FLOWS and entry.item not in SUBMENUS:
                elsewhere.setdefault(entry.item, "is not in this version")
            elif menu in _STAFF:
                elsewhere[entry.item] = (
                    f"is on the menu of {_STAFF[menu]}: sign on there and choose it by keys"
                )
            else:
                reachable.add(entry.item)
    return frozenset(reachable), {item: why for item, why in elsewhere.items() if item not in reachable}
