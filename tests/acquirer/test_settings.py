from __future__ import annotations

from pos_emulator.acquirer.settings import HostSettings, classic_terminals, settings_for
from pos_emulator.profile import load_profile


def test_the_host_of_the_delivered_profile() -> None:
    settings = settings_for(load_profile("cn-classic"), more_terminals=2)
    assert [(terminal.tid, terminal.mid) for terminal in settings.terminals] == [
        ("12345676", "123456789012345"),
        ("90000001", "123456789012345"),
        ("90000002", "123456789012345"),
    ]
    assert (settings.mac, settings.cents_rule) == ("ecb", False)


def test_the_qa_profile_switches_the_cents_rule_on_from_9000_yuan() -> None:
    settings = settings_for(load_profile("qa"))
    assert (settings.cents_rule, settings.cents_threshold) == (True, 900_000)


def test_the_default_terminals_are_the_profile_s() -> None:
    assert HostSettings().terminals == settings_for(load_profile("cn-classic")).terminals
    assert [terminal.tid for terminal in classic_terminals(3)] == ["12345676", "90000001", "90000002"]
