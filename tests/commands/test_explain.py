from __future__ import annotations

from pathlib import Path

from tests.commands.shell import run

SCRIPT = """\
Background
  Given signed-on
  Customer arrives holding demo-debit

Scenario "void"
  Sale 58.00 as $sale
  Menu void
  Secret supervisor
  Expect Masked 6
"""


def test_the_keys_of_each_line_and_where_they_lead(tmp_path: Path) -> None:
    path = tmp_path / "a.keys"
    path.write_text(SCRIPT)
    ran = run("explain", path)
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == f"""\
{path}:5 void
     3  Customer arrives holding demo-debit
          Customer arrives demo-debit   idle.signed-on
     6  Sale 58.00 as $sale
          Card present demo-debit       sale.confirm-card
          Enter                         sale.amount
          5800                          sale.amount
          Enter                         sale.pin
          Secret demo-debit             sale.pin
          Enter                         slip.tear
          Enter                         slip.hand-over
          Enter                         idle.signed-on
     7  Menu void
          Enter                         menu.main
          2                             void.password
     8  Secret supervisor
          Secret supervisor             void.password
"""
    )


def test_digits_into_one_field_stay_together(tmp_path: Path) -> None:
    path = tmp_path / "a.keys"
    path.write_text(SCRIPT.replace("Secret supervisor", "Keys 111111"))
    assert f"\n          ******{' ' * 24}void.password\n" in run("explain", path).out


def test_a_scenario_that_fails_says_where(tmp_path: Path) -> None:
    path = tmp_path / "a.keys"
    path.write_text(SCRIPT.replace("Masked 6", "Masked 5"))
    ran = run("explain", path)
    assert ran.code == 1
    assert f"  {path}:9:3: 6 stars are shown\n    | Expect Masked 5\n" in ran.out


def test_in_another_language_and_with_another_profile(tmp_path: Path) -> None:
    path = tmp_path / "a.keys"
    path.write_text(
        'Lang zh\n\nScenario "the refund has a password of its own"\n  Given signed-on\n  Menu refund\n'
        '  Keys 1\n  Secret supervisor\n  Enter\n  Expect Screen password.wrong "PASSWORD ERROR"\n'
    )
    assert run("explain", path).code == 1
    assert run("explain", path, "--lang", "en").code == 1
    ran = run("explain", path, "--lang", "en", "--profile", "hardened")
    assert ("password.wrong" in ran.out, ran.code, ran.err) == (True, 0, "")
