"""What the operator of the host does. An `mti` of None is any that the command concerns."""

from __future__ import annotations

from dataclasses import dataclass

from pos_emulator.keyscript.steps.step import Setting
from pos_emulator.keyscript.values import Amount


@dataclass(frozen=True, slots=True)
class HostReply(Setting):
    """`Host reply 91 for 0220`: the next request is answered so; None: the next 0100, 0200 or 0220."""

    code: str
    mti: str | None = None


@dataclass(frozen=True, slots=True)
class HostSilent(Setting):
    """`Host silent for 0400`: booked, never answered, until `Host normal`."""

    mti: str | None = None


@dataclass(frozen=True, slots=True)
class HostDeaf(Setting):
    """`Host deaf for 0200`: the line takes it, the host never hears it, until `Host normal`."""

    mti: str | None = None


@dataclass(frozen=True, slots=True)
class HostLate(Setting):
    """`Host late 70s`: booked at arrival, answered later, until `Host normal`."""

    seconds: float
    mti: str | None = None


@dataclass(frozen=True, slots=True)
class HostNormal(Setting):
    """`Host normal`: ends what was scripted."""


@dataclass(frozen=True, slots=True)
class HostRule(Setting):
    """`Host rule wrong-pin off`."""

    rule: str
    on: bool


@dataclass(frozen=True, slots=True)
class HostFunds(Setting):
    """`Host funds 100.00`: what the merchant holds for refunds, fen."""

    amount: Amount


@dataclass(frozen=True, slots=True)
class HostDay(Setting):
    """`Host day +1`: the host's clock goes ahead by days."""

    days: int


HostStep = HostReply | HostSilent | HostDeaf | HostLate | HostNormal | HostRule | HostFunds | HostDay
