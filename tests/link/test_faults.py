from __future__ import annotations

import pytest

from pos_emulator.link.faults import (
    FIRED_KEPT,
    Arrival,
    Direction,
    Fault,
    FaultKind,
    Faults,
    Fired,
    Scope,
    Target,
    exchange_of,
)

HEAD = "6000030000 602200000000"
SALE = bytes.fromhex(f"02 0013 {HEAD} 0200 03 a0a0")
SALE_ANSWER = bytes.fromhex(f"02 0013 {HEAD} 0210 03 a1a1")
OTHER_SALE = bytes.fromhex(f"02 0014 {HEAD} 0200 99 03 a2a2")
REVERSAL = bytes.fromhex(f"02 0013 {HEAD} 0400 03 a3a3")
ACK, NAK = b"\x06", b"\x15"
TO_HOST, TO_TERMINAL = Direction.TO_HOST, Direction.TO_TERMINAL


def line(
    kind: FaultKind, scope: Scope, target: Target, argument: float = 0, mti: str | None = None
) -> Faults:
    faults = Faults(seed=7)
    faults.add(Fault(kind, scope, target, argument, mti))
    return faults


def arrived(faults: Faults, direction: Direction, data: bytes) -> list[bytes]:
    return [arrival.data for arrival in faults.carry(direction, data)]


@pytest.mark.parametrize(
    ("frame", "exchange"),
    [
        pytest.param(SALE, "0200", id="request"),
        pytest.param(SALE_ANSWER, "0200", id="response"),
        pytest.param(bytes.fromhex(f"000d {HEAD} 0230"), "0220", id="advice-response-tcp"),
        pytest.param(bytes.fromhex(f"000d {HEAD} 0401"), "0401", id="repeat"),
        pytest.param(bytes.fromhex(f"000d {HEAD} 02ff"), None, id="no-digits"),
        pytest.param(SALE[:15], None, id="too-short"),
        pytest.param(ACK, None, id="ack"),
    ],
)
def test_names_the_exchange(frame: bytes, exchange: str | None) -> None:
    assert exchange_of(frame) == exchange


def test_a_clean_line_changes_nothing() -> None:
    assert Faults().carry(TO_HOST, SALE) == (Arrival(0.0, SALE),)


@pytest.mark.parametrize(
    ("kind", "argument", "expected"),
    [
        pytest.param(FaultKind.DROP, 0, (), id="drop"),
        pytest.param(FaultKind.DUPLICATE, 0, (Arrival(0.0, SALE), Arrival(0.0, SALE)), id="duplicate"),
        pytest.param(FaultKind.DELAY, 70, (Arrival(70.0, SALE),), id="delay"),
        pytest.param(FaultKind.FLIP, 0, (Arrival(0.0, b"\x02\x80" + SALE[2:]),), id="flip-first"),
        pytest.param(FaultKind.FLIP, 15, (Arrival(0.0, b"\x02\x00\x12" + SALE[3:]),), id="flip-second"),
        pytest.param(FaultKind.CUT, 3, (Arrival(0.0, SALE[:4]),), id="cut"),
        pytest.param(FaultKind.CUT, 0, (Arrival(0.0, b"\x02"),), id="cut-all"),
        pytest.param(FaultKind.SWAP, 0, (), id="swap"),
    ],
)
def test_what_a_fault_does(kind: FaultKind, argument: float, expected: tuple[Arrival, ...]) -> None:
    assert line(kind, Scope.NEXT, Target.REQUEST_FRAME, argument).carry(TO_HOST, SALE) == expected


def test_bits_and_bytes_count_from_the_start_where_there_is_no_stx() -> None:
    tcp = bytes.fromhex(f"000d {HEAD} 0200")
    assert arrived(line(FaultKind.CUT, Scope.NEXT, Target.REQUEST, 2), TO_HOST, tcp) == [tcp[:2]]
    assert arrived(line(FaultKind.FLIP, Scope.NEXT, Target.ACK, 7), TO_HOST, ACK) == [b"\x07"]


def test_what_a_fault_cannot_reach_it_waits_for() -> None:
    bits = 8 * (len(SALE) - 1)
    faults = line(FaultKind.FLIP, Scope.NEXT, Target.REQUEST_FRAME, bits)
    assert arrived(faults, TO_HOST, SALE) == [SALE]
    assert not faults.fired
    assert arrived(faults, TO_HOST, OTHER_SALE) == [OTHER_SALE[:-1] + b"\x22"]
    cut = line(FaultKind.CUT, Scope.NEXT, Target.REQUEST_FRAME, bits / 8)
    assert arrived(cut, TO_HOST, SALE) == [SALE]


def test_garbled_is_other_but_always_the_same() -> None:
    garble = FaultKind.GARBLE, Scope.EVERY, Target.REQUEST
    first, second = line(*garble), line(*garble)
    once = arrived(first, TO_HOST, SALE)
    again = arrived(first, TO_HOST, SALE)
    assert once != [SALE] != again
    assert once != again
    assert [once, again] == [arrived(second, TO_HOST, SALE), arrived(second, TO_HOST, SALE)]
    assert len(once[0]) == len(SALE)
    assert once[0][:1] == SALE[:1]
    other = Faults(seed=8)
    other.add(Fault(*garble))
    assert arrived(other, TO_HOST, SALE) != once


def test_a_repeat_heals_a_lost_frame_but_not_a_lost_message() -> None:
    frame = line(FaultKind.DROP, Scope.NEXT, Target.REQUEST_FRAME)
    assert [arrived(frame, TO_HOST, SALE) for _ in range(2)] == [[], [SALE]]
    message = line(FaultKind.DROP, Scope.NEXT, Target.REQUEST)
    assert [arrived(message, TO_HOST, SALE) for _ in range(3)] == [[], [], []]
    assert arrived(message, TO_HOST, REVERSAL) == [REVERSAL]
    assert arrived(message, TO_HOST, SALE) == [SALE]


def test_an_acknowledgement_does_not_end_a_message() -> None:
    faults = line(FaultKind.DROP, Scope.NEXT, Target.REQUEST)
    arrived(faults, TO_HOST, SALE)
    assert arrived(faults, TO_HOST, ACK) == [ACK]
    assert arrived(faults, TO_TERMINAL, SALE_ANSWER) == [SALE_ANSWER]
    assert arrived(faults, TO_HOST, SALE) == []


@pytest.mark.parametrize(
    ("target", "struck"),
    [
        pytest.param(Target.REQUEST, {"request"}, id="request"),
        pytest.param(Target.REQUEST_FRAME, {"request"}, id="request-frame"),
        pytest.param(Target.RESPONSE, {"response"}, id="response"),
        pytest.param(Target.RESPONSE_FRAME, {"response"}, id="response-frame"),
        pytest.param(Target.ACK, {"ack-to-terminal", "ack-to-host"}, id="ack"),
    ],
)
def test_strikes_its_target_only(target: Target, struck: set[str]) -> None:
    crossing = {
        "request": (TO_HOST, SALE),
        "ack-to-terminal": (TO_TERMINAL, ACK),
        "nak-to-terminal": (TO_TERMINAL, NAK),
        "response": (TO_TERMINAL, SALE_ANSWER),
        "ack-to-host": (TO_HOST, ACK),
        "nak-to-host": (TO_HOST, NAK),
    }
    faults = line(FaultKind.DROP, Scope.EVERY, target)
    assert {name for name, write in crossing.items() if not faults.carry(*write)} == struck


@pytest.mark.parametrize("target", [Target.REQUEST, Target.RESPONSE, Target.ACK])
def test_an_exchange_is_named_by_its_request(target: Target) -> None:
    faults = line(FaultKind.DROP, Scope.EVERY, target, mti="0200")
    for direction, frame in (
        (TO_HOST, REVERSAL),
        (TO_TERMINAL, ACK),
        (TO_TERMINAL, REVERSAL),
        (TO_HOST, ACK),
    ):
        assert arrived(faults, direction, frame) == [frame]
    crossing = ((TO_HOST, SALE), (TO_TERMINAL, ACK), (TO_TERMINAL, SALE_ANSWER), (TO_HOST, ACK))
    assert sum(not arrived(faults, *write) for write in crossing) == (2 if target is Target.ACK else 1)
    assert {fired.mti for fired in faults.fired} == {"0200"}


def test_swapped_bytes_follow_the_next_write_of_their_direction() -> None:
    faults = line(FaultKind.SWAP, Scope.NEXT, Target.ACK)
    assert arrived(faults, TO_TERMINAL, ACK) == []
    assert arrived(faults, TO_HOST, SALE) == [SALE]
    assert arrived(faults, TO_TERMINAL, SALE_ANSWER) == [SALE_ANSWER, ACK]
    assert arrived(faults, TO_TERMINAL, ACK) == [ACK]


def test_a_swapped_message_comes_with_its_repeat() -> None:
    faults = line(FaultKind.SWAP, Scope.NEXT, Target.REQUEST)
    assert arrived(faults, TO_HOST, SALE) == []
    assert arrived(faults, TO_HOST, SALE) == [SALE, SALE]


def test_what_is_held_back_is_lost_with_the_line_only() -> None:
    faults = line(FaultKind.SWAP, Scope.EVERY, Target.REQUEST)
    arrived(faults, TO_HOST, SALE)
    faults.clear()
    assert arrived(faults, TO_HOST, REVERSAL) == [REVERSAL, SALE]
    faults = line(FaultKind.SWAP, Scope.EVERY, Target.REQUEST)
    arrived(faults, TO_HOST, SALE)
    faults.unplug()
    assert arrived(faults, TO_HOST, ACK) == [ACK]


def test_faults_add_up() -> None:
    faults = line(FaultKind.DELAY, Scope.EVERY, Target.REQUEST, 2)
    faults.add(Fault(FaultKind.DUPLICATE, Scope.EVERY, Target.REQUEST))
    faults.add(Fault(FaultKind.CUT, Scope.EVERY, Target.REQUEST, 1))
    faults.add(Fault(FaultKind.FLIP, Scope.EVERY, Target.REQUEST, 80))
    assert faults.carry(TO_HOST, SALE) == (Arrival(2.0, SALE[:2]),) * 2


def test_records_what_fired() -> None:
    fault = Fault(FaultKind.DROP, Scope.EVERY, Target.REQUEST)
    faults = Faults()
    faults.add(fault)
    for _ in range(FIRED_KEPT + 5):
        faults.carry(TO_HOST, SALE)
    assert len(faults.fired) == FIRED_KEPT
    assert faults.fired[0] == Fired(fault, TO_HOST, "0200")
    faults.clear()
    assert arrived(faults, TO_HOST, SALE) == [SALE]


def test_an_argument_is_not_negative() -> None:
    with pytest.raises(ValueError, match="cut -1: expected 0 or more"):
        Fault(FaultKind.CUT, Scope.NEXT, Target.REQUEST, -1)


def test_what_arrives_is_not_shown() -> None:
    assert "4111" not in repr(Arrival(0.0, b"4111"))
