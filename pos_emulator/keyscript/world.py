"""The product as data: every name a script may use. The checks know of the product only this."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What there is under one profile.

    Attributes:
        profiles: Names of the packaged profiles.
        features: What `Require` may ask of a backend.
        cards: Each test card's ways of being read.
        pins: The cards that have a PIN, and so a secret.
        operators: Numbers of the operators.
        secrets: Names of all secrets but the PINs.
        screens: Each screen's fields.
        amount_fields: The fields that hold an amount.
        menu_entries: What can be reached from idle by keys alone.
        menu_elsewhere: Entries that cannot, and why.
        rules: Each host rule, and whether it can be switched.
        reasons: What `Expect Why` may name.
        codes: Known response codes.
        ends_reversal: Codes that the operator may not give to an 0400.
        requests: Message types of requests.
        responses: Message types of responses.
        elements: Numbers of the data elements.
        value_problem: What is wrong with the value of an element as a script writes it; empty where it fits.
        start_states: Each start state, and the transactions it saves.
        state_cards: The cards that a start state leaves at the counter.
    """

    profiles: frozenset[str]
    features: frozenset[str]
    cards: Mapping[str, tuple[str, ...]]
    pins: frozenset[str]
    operators: frozenset[str]
    secrets: frozenset[str]
    screens: Mapping[str, frozenset[str]]
    amount_fields: frozenset[str]
    menu_entries: frozenset[str]
    menu_elsewhere: Mapping[str, str]
    rules: Mapping[str, bool]
    reasons: frozenset[str]
    codes: frozenset[str]
    ends_reversal: frozenset[str]
    requests: frozenset[str]
    responses: frozenset[str]
    elements: frozenset[int]
    value_problem: Callable[[int, str], str]
    start_states: Mapping[str, frozenset[str]]
    state_cards: Mapping[str, frozenset[str]]
