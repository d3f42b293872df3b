from __future__ import annotations

import pytest

from pos_emulator.keyscript.backends.bench import HostDesk, LineFaults, ScriptBench
from pos_emulator.keyscript.backends.core import CoreBench, CoreDesk
from pos_emulator.keyscript.backends.live import LiveBench
from pos_emulator.keyscript.backends.live_desk import LiveDesk
from pos_emulator.link.faults import Faults


def named_by(protocol: type) -> set[str]:
    return {name for name in vars(protocol) if not name.startswith("_")}


@pytest.mark.parametrize(
    ("protocol", "kind"),
    [
        (ScriptBench, LiveBench),
        (HostDesk, CoreDesk),
        (HostDesk, LiveDesk),
        (LineFaults, LiveDesk),
        (LineFaults, Faults),
    ],
)
def test_every_make_has_all_that_scenarios_need(protocol: type, kind: type) -> None:
    made_later = {"tap", "desk", "hand"}
    assert named_by(protocol) - set(dir(kind)) <= made_later


def test_the_core_too() -> None:
    made_later = {"tap", "desk", "hand", "line_faults", "ledger", "state"}
    assert named_by(ScriptBench) - set(dir(CoreBench)) <= made_later
