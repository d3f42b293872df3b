from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.shell import run


def test_the_list() -> None:
    assert [each["name"] for each in run("profiles", "--json").json["profiles"]] == [
        "cn-classic",
        "hardened",
        "qa",
    ]
    assert run("profiles").out.splitlines()[2] == (
        "qa          For integrators: amounts from 9,000.00 name the host's answer in their last two digits."
    )


def test_all_settings_of_one_and_what_differs() -> None:
    shown = run("profiles", "hardened").out
    assert "* split_refund_password   true\n" in shown
    assert "  refund_limit            500000\n" in shown
    assert "  menu.main               1 sale, 2 void, 3 refund, 6 print, 7 admin, 8 others\n" in shown
    assert shown.endswith("\nhardened is right; * differs from cn-classic\n")


def test_delivered_passwords_are_starred_unless_asked() -> None:
    assert run("profiles", "cn-classic", "--json").json["admin_password"] == "********"
    assert run("profiles", "cn-classic", "--json", "--unmask").json["admin_password"] == "12345678"
    assert "654321" not in run("profiles", "hardened").out
    assert "* refund_password         ******\n" in run("profiles", "hardened").out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('extends = "qa"\nrefund_dys = 30\n', "refund_dys: unknown setting, did you mean refund_days?"),
        (
            'extends = "qa"\nrefund_days = "x"\n',
            "refund_days: expected a whole number from 0 to 3650, found 'x'",
        ),
        ('extends = "qa\n', ":1:14: Illegal character '\\n'"),
        ('extends = "qaa"\n', "extends: no such profile 'qaa', did you mean qa?"),
        ('tid = "12345676"\n', "missing; extend cn-classic to have it"),
        ('extends = "qa"\nadmin_password = "5413"\n', "admin_password: expected 8 digits in quotes"),
    ],
)
def test_a_file_that_is_wrong(text: str, expected: str, tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text(text)
    ran = run("profiles", file)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"Error: {file}")
    assert expected in ran.err
    assert "5413" not in ran.err


def test_a_file_that_is_right(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    file.write_text('extends = "qa"\nrefund_days = 30\n')
    ran = run("profiles", file)
    assert ran.code == 0
    assert "* refund_days             30\n" in ran.out


def test_none_such() -> None:
    assert run("profiles", "absent.toml").code == 2
    assert "absent.toml: no such file" in run("profiles", "absent.toml").error
