from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.shell import in_shell, run


@pytest.mark.parametrize(
    ("shell", "expected"),
    [
        ("bash", "complete -o nosort -F _pos_emulator_completion pos-emulator"),
        ("zsh", "compdef _pos_emulator_completion pos-emulator"),
        ("fish", "complete --no-files --command pos-emulator"),
    ],
)
def test_prints_the_script(shell: str, expected: str) -> None:
    ran = run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert expected in ran.out
    assert "_POS_EMULATOR_COMPLETE" in ran.out


def test_another_shell() -> None:
    ran = run("completion", "tcsh")
    assert (ran.code, ran.out) == (2, "")
    assert (
        "no shell 'tcsh', did you mean bash?" in ran.error or "expected one of bash, zsh, fish" in ran.error
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("pos-emulator sc", ["screens"]),
        ("pos-emulator cards demo-ch", ["demo-chip"]),
        ("pos-emulator decode --dia", ["--dialect"]),
        ("pos-emulator decode --dialect iso", ["iso87-binary", "iso87-ascii"]),
        ("pos-emulator profiles har", ["hardened"]),
        ("pos-emulator host unl", ["unlock-code"]),
        ("pos-emulator screens refund.ove", ["refund.over-original", "refund.over-limit"]),
    ],
)
def test_completes_commands_options_and_names(words: str, expected: list[str], tmp_path: Path) -> None:
    last = len(words.split()) - 1
    ran = in_shell(
        f'COMP_WORDS="{words}" COMP_CWORD={last} _POS_EMULATOR_COMPLETE=bash_complete pos-emulator',
        folder=tmp_path,
    )
    found = [line.removeprefix("plain,") for line in ran.out.splitlines() if line.startswith("plain,")]
    assert sorted(found) == sorted(expected)


def test_bash_can_read_the_script(tmp_path: Path) -> None:
    ran = in_shell("source <(pos-emulator completion bash) && complete -p pos-emulator", folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.strip().endswith("-F _pos_emulator_completion pos-emulator")
