from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.runtime.errors import (
    AcquirerError,
    ControlError,
    FlashError,
    StateError,
    StateLocked,
    SurroundingsError,
)


@pytest.mark.parametrize("kind", [SurroundingsError, StateError, FlashError, AcquirerError])
def test_says_where_what_and_what_to_do(kind: type[SurroundingsError]) -> None:
    error = kind(Path("/state"), what="it is full", advice="make room")
    assert str(error) == "/state: it is full; make room"
    assert (error.where, error.what, error.advice) == ("/state", "it is full", "make room")
    assert isinstance(error, SurroundingsError)


@pytest.mark.parametrize(("pid", "holder"), [(42, "pos-emulator (process 42)"), (0, "another process")])
def test_names_who_holds_the_folder(pid: int, holder: str) -> None:
    error = StateLocked("/state", pid=pid)
    assert str(error).startswith(f"/state: the state folder is in use by {holder}; end that one first")
    assert error.pid == pid


def test_a_refusal_is_said_in_the_words_of_who_refused() -> None:
    error = ControlError(
        "/control.sock", words="why: nothing is remembered of it; only the last messages are"
    )
    assert str(error) == "why: nothing is remembered of it; only the last messages are"
    assert error.where == "/control.sock"
    assert isinstance(error, AcquirerError)
