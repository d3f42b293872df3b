from __future__ import annotations

from pos_emulator.acquirer.ledger_memory import MemoryLedger
from pos_emulator.acquirer.settings import HostSettings
from pos_emulator.link.framers.stx_crc import StxCrcFramer
from pos_emulator.profile import load_profile
from pos_emulator.runtime.cut_points import CutPoints
from pos_emulator.runtime.virtual import Bench
from pos_emulator.runtime.virtual_host import VirtualHost
from pos_emulator.runtime.virtual_time import Agenda, VirtualClock
from pos_emulator.security.vault import Vault
from tests.end_to_end import scripts

ECHO = StxCrcFramer().encode(
    bytes.fromhex("6000030000602200000000" + "0820" + "0000000000C00010")
    + b"12345676123456789012345"
    + bytes.fromhex("0011")
    + bytes.fromhex("000000013010")
)


def host(written: list[bytes]) -> tuple[VirtualHost, Agenda]:
    clock = VirtualClock()
    agenda = Agenda(clock)

    def write(data: bytes, _points: CutPoints) -> None:
        written.append(data)

    return (
        VirtualHost(
            load_profile("cn-classic"),
            HostSettings(),
            seed=1,
            vault=Vault(bytes(32)),
            clock=clock,
            agenda=agenda,
            write=write,
            ledger=MemoryLedger("00" * 8),
            asked=0,
        ),
        agenda,
    )


def test_it_acknowledges_answers_and_repeats() -> None:
    written: list[bytes] = []
    one, agenda = host(written)
    one.receive(ECHO)
    assert written[0] == b"\x06"
    assert written[1][14:16] == b"\x08\x30"
    agenda.run()
    assert written[2:] == [written[1], written[1]], "three sends in all, 2 s apart"


def test_a_stopped_one_hears_nothing() -> None:
    written: list[bytes] = []
    one, agenda = host(written)
    one.receive(ECHO)
    one.stop()
    agenda.run()
    one.receive(ECHO)
    assert len(written) == 2
    one.start()
    one.receive(ECHO)
    assert len(written) == 4


def test_a_wiped_one_remembers_nothing() -> None:
    written: list[bytes] = []
    one, _ = host(written)
    with one.ledger.unit():
        one.ledger.keep_fact("funds", "1")
    before = one.ledger.ledger_id
    one.wipe()
    assert one.ledger.fact("funds") is None
    assert one.ledger.ledger_id != before
    one.receive(ECHO)
    assert written[1][14:16] == b"\x08\x30"


def test_the_digest_key_outlives_the_process() -> None:
    bench = Bench(start=scripts.sold())
    bench.kill_acquirer()
    scripts.void(bench)
    assert bench.state.voids.count() == 1
