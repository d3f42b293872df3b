from __future__ import annotations

from pathlib import Path

import click
import pytest

from pos_emulator.commands.profile_names import ProfileSource


def test_a_packaged_name_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('extends = "qa"\n')
    assert ProfileSource().convert("qa", None, None) == "qa"
    assert ProfileSource().convert(file, None, None) == str(file)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("qaa", "no profile 'qaa', did you mean qa? A file's name ends in .toml"),
        ("zzz", "no profile 'zzz', expected one of cn-classic, hardened, qa. A file's name ends in .toml"),
        ("absent.toml", "absent.toml: no such file"),
    ],
)
def test_none_such(text: str, expected: str) -> None:
    with pytest.raises(click.BadParameter) as caught:
        ProfileSource().convert(text, None, None)
    assert caught.value.message.replace(";", "") == expected
