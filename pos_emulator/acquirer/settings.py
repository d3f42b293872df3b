"""What the host is told about itself: its terminals, limits and manners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from pos_emulator.profile import Profile
from pos_emulator.security.keys import Key

DEMO_TMK = Key(bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))
"""The published demonstration master key (check value 08D7B4FB). It protects nothing."""

FIRST_OF_MORE = 90_000_001
"""TID of the second terminal of a merchant, where a test or a load run wants several."""


@dataclass(frozen=True, slots=True)
class RegisteredTerminal:
    """A terminal the host knows: TID (8 characters), MID (15), name on slips, its master key."""

    tid: str
    mid: str
    name: str
    tmk: Key = DEMO_TMK


def classic_terminals(count: int = 1) -> tuple[RegisteredTerminal, ...]:
    """The terminal of the profile ``cn-classic``, then further ones of the same merchant.

    The others have the TIDs 90000001, 90000002 and so on.
    """
    mid = "123456789012345"
    first = RegisteredTerminal("12345676", mid, "训练便利店")
    return (
        first,
        *(
            RegisteredTerminal(f"{FIRST_OF_MORE + n:08d}", mid, f"训练便利店 {n + 1}")
            for n in range(count - 1)
        ),
    )


@dataclass(frozen=True, slots=True)
class HostSettings:
    """Settings of the host; amounts in fen.

    Attributes:
        acquirer_id: DE32, 8 digits.
        issuer_id: First half of DE44.
        mac: Method of DE64, by its name in the profile.
        swap_tpdu: The reply's TPDU has the addresses swapped.
        host_extensions: The host knows our 0600.
        allow_any_pan: Cards outside the list are accepted, with no PIN and no end of money.
        answer_seconds: How long an authorisation takes to answer, as a real host's does.
        sale_limit, refund_limit: The most a single request may ask for: code 61.
        void_limit: The most a single void may take back; None for no limit.
        void_cutoff: Local time after which no void is taken; None for none.
        refund_days: How old an original may be.
        merchant_funds: What a merchant starts with.
        fee_basis_points: Fee of a sale in 1/100 percent; a void returns it, a refund does not.
        cents_rule: Whether ``amount-cents-as-code`` starts switched on.
        cents_threshold: The rule looks at amounts from here on.
        completion_percent: The most a completion may capture of what was held.
        preauth_days: How long a hold may be completed.
    """

    terminals: tuple[RegisteredTerminal, ...] = classic_terminals()
    acquirer_id: str = "99990000"
    issuer_id: str = "99990100"
    mac: str = "ecb"
    swap_tpdu: bool = True
    host_extensions: bool = True
    allow_any_pan: bool = False
    answer_seconds: float = 0.0
    sale_limit: int = 5_000_000_00
    refund_limit: int = 50_000_00
    void_limit: int | None = None
    void_cutoff: time | None = None
    refund_days: int = 180
    merchant_funds: int = 1_000_000_00
    fee_basis_points: int = 0
    cents_rule: bool = False
    cents_threshold: int = 9_000_00
    completion_percent: int = 115
    preauth_days: int = 30


def settings_for(profile: Profile, *, more_terminals: int = 0) -> HostSettings:
    """The host that goes with a terminal's profile: its ids, its MAC, its rules.

    Args:
        profile: The terminal's.
        more_terminals: So many further TIDs of the same merchant: 90000001, 90000002 and so on.
    """
    terminals = [RegisteredTerminal(profile.tid, profile.mid, profile.merchant_zh)]
    for number in range(1, more_terminals + 1):
        name = f"{profile.merchant_zh} {number}"
        terminals.append(RegisteredTerminal(f"{FIRST_OF_MORE + number - 1:08d}", profile.mid, name))
    return HostSettings(
        terminals=tuple(terminals),
        mac=profile.mac,
        swap_tpdu=profile.tpdu_swap,
        host_extensions=profile.host_extensions,
        refund_days=profile.refund_days,
        cents_rule=profile.amount_cents_as_code,
        cents_threshold=profile.amount_cents_from,
    )
