from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.acquirer.server_options import ServerOptions, parse_arguments


def test_little_is_needed() -> None:
    assert parse_arguments(["--state", "/tmp/h"]) == ServerOptions("pty", Path("/tmp/h"))


def test_everything_may_be_said() -> None:
    given = "--line tcp://127.0.0.1:9 --state h --profile qa --terminals 3 --baud 115200 --allow-remote"
    given += " --answer-seconds 1.5 --allow-any-pan --with-parent"
    options = parse_arguments(given.split())
    assert options == ServerOptions(
        "tcp://127.0.0.1:9", Path("h"), "qa", 2, 115200, True, True, answer_seconds=1.5, with_parent=True
    )


@pytest.mark.parametrize(
    "arguments",
    [["--state", "h", "--terminals", "0"], [], ["--state"], ["--state", "h", "--answer-seconds", "-1"]],
)
def test_nonsense_ends_with_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(arguments)
    assert ended.value.code == 2
    assert "usage:" in capsys.readouterr().err
