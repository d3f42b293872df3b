from __future__ import annotations

from pos_emulator.link.session_table import ACKNOWLEDGED_LINE, PLAIN_LINE, Input, State, Step


def test_every_state_has_a_row_for_every_input() -> None:
    assert set(ACKNOWLEDGED_LINE) == {(state, happened) for state in State for happened in Input}
    assert set(PLAIN_LINE) == {(State.IDLE, happened) for happened in Input}


def test_a_plain_line_stays_idle_and_answers_nothing() -> None:
    answers = {Step.ANSWER_ACK, Step.ANSWER_NAK, Step.REPEAT}
    assert all(row.state is State.IDLE for row in PLAIN_LINE.values())
    assert not any(answers & set(row.steps) for row in PLAIN_LINE.values())


def test_every_good_frame_is_answered_before_it_is_delivered() -> None:
    for state in State:
        assert ACKNOWLEDGED_LINE[state, Input.FRAME].steps == (Step.ANSWER_ACK, Step.DELIVER)


def test_leaving_a_wait_always_stops_its_timer() -> None:
    for (state, _), row in ACKNOWLEDGED_LINE.items():
        if state is not State.IDLE and row.state is State.IDLE:
            assert row.steps[0] is Step.STOP_WAITING
