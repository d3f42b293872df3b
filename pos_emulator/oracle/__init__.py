"""The money-safety check: terminal, wire and host held against each other by somebody who trusts none of them.

The rules have the names of the money chapter: G identity, S sale, V void, R refund, X reversal,
P pre-authorisation, B settlement. What a rule forbids is a failure wherever it is seen: in the middle
of a sale, after a power cut, with a reversal owed.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from pos_emulator.acquirer.ledger import Ledger
from pos_emulator.acquirer.settings import DEMO_TMK
from pos_emulator.firmware.state import State
from pos_emulator.oracle import charges, holds, identity, paper, refunds, reversals, settlements
from pos_emulator.oracle.card_search import CardSearch
from pos_emulator.oracle.case import Case, Paper, Seen
from pos_emulator.oracle.finding import Finding
from pos_emulator.oracle.host_view import HostView
from pos_emulator.oracle.slip_view import SlipView
from pos_emulator.oracle.terminal_view import TerminalView, key_of, label
from pos_emulator.oracle.wire_view import FrameReader, WireView, Written
from pos_emulator.profile import Profile
from pos_emulator.security.keys import Key

__all__ = ["RULES", "Finding", "FrameReader", "Oracle", "Paper", "Seen", "Written", "check", "declared"]

RULES = (
    identity.g1_legs_add_to_nothing,
    identity.g2_an_id_is_booked_once,
    identity.g3_obligation_first_approval_answered,
    identity.g4_both_sides_agree,
    identity.g4_one_card_one_token,
    paper.g5_one_amount,
    paper.g6_slips_are_honest,
    paper.g7_ids_are_unique,
    paper.g7_no_secret,
    charges.s1_declined_stays_declined,
    charges.s2_owed_is_not_approved,
    charges.v_voids,
    charges.v4_voided_alike,
    refunds.r1_never_more_than_was_paid,
    refunds.r3_a_refund_is_never_reversed,
    refunds.r4_one_doubt_one_refund,
    refunds.r5_screens_tell_the_truth,
    identity.x1_one_ending,
    reversals.x2_a_reversal_repeats_its_request,
    reversals.x3_reversed_for_ever,
    reversals.x4_the_reversal_comes_first,
    reversals.x5_by_hand_in_the_open,
    settlements.b1_nothing_open_while_settling,
    settlements.b2_totals_are_the_records,
    settlements.b3_balanced_means_equal,
    settlements.b4_a_batch_closes_once,
    settlements.b5_an_upload_adds_no_second_leg,
    settlements.b6_slip_and_message_agree,
    holds.p_holds,
)
"""Every check, in the order of the chapter."""


class Oracle:
    """Looks at one terminal and its host as often as one likes; the wire is read once.

    Args:
        profile: The terminal's settings.
        master_key: Under which the working keys crossed the wire; that of the mock host.
        reader: One for many oracles, where their wires begin alike.
    """

    def __init__(
        self, profile: Profile, *, master_key: Key = DEMO_TMK, reader: FrameReader | None = None
    ) -> None:
        self._profile = profile
        self._wire = WireView(profile, master_key=master_key, reader=reader)
        self._slips = SlipView()
        self._card_search = CardSearch()

    def copy(self, reader: FrameReader) -> Oracle:
        """Another oracle that has looked as often, and goes on by itself.

        Args:
            reader: Reads what crosses from now on.
        """
        other = copy(self)
        other._wire = self._wire.copy(reader)
        other._slips = self._slips.copy()
        other._card_search = self._card_search.copy()
        return other

    def load(self, master_key: Key) -> None:
        """The terminal got another master key; what crossed before the last look was read under the old one."""
        self._wire.master_key = master_key

    def look(
        self,
        state: State,
        ledger: Ledger,
        wire: Sequence[Written],
        *,
        screens: Sequence[Seen] = (),
        slips: Sequence[Paper] = (),
    ) -> list[Finding]:
        """All broken rules, now. `wire` is the same sequence each time, grown."""
        case = self.case(state, ledger, wire, screens=screens, slips=slips)
        return [finding for rule in RULES for finding in rule(case)]

    def case(
        self,
        state: State,
        ledger: Ledger,
        wire: Sequence[Written],
        *,
        screens: Sequence[Seen] = (),
        slips: Sequence[Paper] = (),
    ) -> Case:
        """What the rules look at, now."""
        self._wire.read(wire)
        self._slips.read(slips)
        return Case(
            self._profile,
            TerminalView(state),
            self._wire,
            HostView(ledger, tid=self._profile.tid, mid=self._profile.mid),
            screens,
            slips,
            self._slips.printed,
            self._card_search,
        )


def check(
    state: State,
    ledger: Ledger,
    wire: Sequence[Written],
    *,
    profile: Profile,
    screens: Sequence[Seen] = (),
    slips: Sequence[Paper] = (),
    master_key: Key = DEMO_TMK,
) -> list[Finding]:
    """All broken rules of one terminal and its host.

    Args:
        state: The terminal's records.
        ledger: The host's.
        wire: Every write of either end since the terminal was made, before any fault.
        profile: The terminal's settings.
        screens, slips: What was shown and printed, each with its place among the writes.
        master_key: Under which the working keys crossed the wire.
    """
    return Oracle(profile, master_key=master_key).look(state, ledger, wire, screens=screens, slips=slips)


def declared(state: State) -> list[Finding]:
    """What people took over: differences that are declared, and never called balanced."""
    left = [
        Finding("X5", "by hand: a person must find out how it ended", (label(key_of(each)),))
        for each in state.by_hand.values()
    ]
    closed = [
        Finding("B4", "a batch was closed by hand, without the host", (number,))
        for number in state.closed_by_hand.names()
    ]
    return left + closed
