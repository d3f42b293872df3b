from __future__ import annotations

import inspect
import textwrap

import pytest

from pos_emulator.pytest_plugin import plugin
from tests.pytest_plugin.conftest import Project

SIX = ("terminal", "acquirer", "counter", "line", "clock", "keys")


def example(name: str) -> str:
    """The test that the docstring of a fixture shows."""
    doc = inspect.getdoc(getattr(plugin, name)) or ""
    return textwrap.dedent(doc.partition("\n")[2])


def test_each_fixture_shows_a_test_that_passes(project: Project) -> None:
    for name in SIX:
        assert name in example(name).partition("):")[0]
        project.write(f"test_{name}.py", example(name))
    project.run().assert_outcomes(passed=6)


def test_pytest_lists_them_with_their_examples(project: Project) -> None:
    listed = project.said("--fixtures")
    for name in SIX:
        assert f"{name} -- " in listed
    assert 'acquirer.reply("51")' in listed


def test_all_six_act_on_one_bench(project: Project) -> None:
    project.write(
        "test_one.py",
        """
def test_one(terminal, acquirer, counter, line, clock, keys):
    keys("Given signed-on")
    counter.arrive("demo-debit")
    acquirer.late(5, mti="0200")
    keys("Sale 58.00 as $sale")
    assert terminal.record("$sale") == "owed"
    assert acquirer.ledger.of("sale").state == "booked"
    clock.forward(5)
    keys("Expect Received 0210 F39=00\\nExpect Receipt merchant \\"58.00\\"")
    assert line.received[-1][39] == "00"
    assert "RMB 58.00" in terminal.receipts[0]
""",
    )
    project.run().assert_outcomes(passed=1)


def test_the_money_check_ends_every_test_that_used_them(project: Project) -> None:
    project.write(
        "test_behind.py",
        """
import pytest

@pytest.mark.pos(given="signed-on")
def test_behind_its_back(keys, acquirer, counter):
    counter.arrive("demo-debit")
    keys("Sale 58.00 as $sale")
    assert acquirer.ledger.balanced
    ledger = acquirer.core.ledger
    (booking,) = ledger.bookings()
    with ledger.unit():
        ledger.take_back(booking.id, ())

def test_without_them():
    pass
""",
    )
    ran = project.run()
    ran.assert_outcomes(passed=2, errors=1)
    ran.stdout.fnmatch_lines(
        [
            "*ERROR at teardown of test_behind_its_back*",
            "test_behind.py:4:1: the money check finds G4: the terminal holds a sale that has no effect*",
            "last keys: *",
            "  000001/000003 sale 58.00 622424[*][*][*][*][*][*]0069 reversed",
            "seed 1; again: pytest test_behind.py::test_behind_its_back --pos-seed 1",
        ]
    )
    assert "Traceback" not in ran.stdout.str()


def test_a_move_that_stopped_unseen_fails_the_test(project: Project) -> None:
    start = 'import pytest\n\n@pytest.mark.pos(given="signed-on")\n'
    body = """
    keys("Customer arrives holding demo-debit")
    keys("Sale 58.00 as $sale")
    keys("Void $sale")
    keys("Void $sale")
"""
    project.write("test_unseen.py", f"{start}def test_unseen(keys):{body}")
    project.write(
        "test_seen.py",
        f'{start}def test_seen(keys, terminal):{body}    assert "void" in terminal.screen.name\n',
    )
    ran = project.run()
    ran.assert_outcomes(passed=2, errors=1)
    ran.stdout.fnmatch_lines(["keys:1:1: the move stopped at void.*, and nothing expects that"])


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ('given="signed-of"', "pos: there is no start state 'signed-of'; did you mean *"),
        ('profil="qa"', "*pos takes given, lang, profile, seed by name*"),
        ('profile="nowhere"', "pos: nowhere: *"),
        ('lang="fr"', "*pos: lang: expected zh or en, found 'fr'*"),
        ('seed="x"', "*pos: expected seed: a number from 0 to *, found 'x'*"),
        ("seed=-1", "*pos: expected seed: a number from 0 to *, found -1*"),
        ("given=5", "*pos: given: expected a name, found 5*"),
    ],
)
def test_a_mark_that_asks_for_what_is_not_there(project: Project, mark: str, says: str) -> None:
    project.write("test_m.py", f"import pytest\n@pytest.mark.pos({mark})\ndef test_m(keys):\n    pass\n")
    ran = project.run()
    assert ran.ret != 0
    ran.stdout.fnmatch_lines([says])
    assert "another exception" not in ran.stdout.str()
    assert "fixtures.py" not in ran.stdout.str()


def test_a_mark_says_what_terminal_it_is(project: Project) -> None:
    project.write(
        "test_m.py",
        """
import pytest

@pytest.mark.pos(profile="hardened", lang="en", seed=7, given="yesterday-sale")
def test_m(keys, terminal):
    assert "SIGNED" not in terminal.screen
    keys("Menu refund\\nKeys 1\\nExpect Shows refund.password")
    assert keys["$sale"].amount == 5800
""",
    )
    project.run("--pos-profile", "all").assert_outcomes(passed=1)


def test_every_profile_that_was_asked_for(project: Project) -> None:
    project.write("test_p.py", "def test_p(terminal):\n    assert terminal.is_on\n")
    said = project.said("--pos-profile", "all", "-v")
    for name in ("cn-classic", "hardened", "qa"):
        assert f"test_p.py::test_p[{name}] PASSED" in said
    assert "1 passed" in project.said("--pos-profile", "qa")


def test_the_same_seed_gives_the_same_alone_and_in_any_order(project: Project) -> None:
    one = 'def test_{0}(keys):\n    keys("Given signed-on\\nCustomer arrives holding demo-debit\\nSale 58.00")\n'
    project.write("test_order.py", one.format("a") + one.format("b"))

    both = project.digests()
    assert both == project.digests("test_order.py::test_b", "test_order.py::test_a")
    assert both["test_b"] == project.digests("-k", "test_b")["test_b"]
    assert both["test_a"]["seed"] == "1"
    other = project.digests("--pos-seed", "2")
    assert both["test_a"]["sha256 wire"] != other["test_a"]["sha256 wire"]


def test_a_real_line_with_an_acquirer_of_its_own(project: Project) -> None:
    project.write(
        "test_line.py",
        """
import pytest

@pytest.mark.pos(given="signed-on")
def test_sale(keys, counter, terminal, acquirer, line, clock):
    counter.arrive("demo-debit")
    keys("Sale 58.00 as $sale")
    assert "sale.approved" in terminal.screens
    assert acquirer.ledger.of("$sale").state == "booked"
    assert acquirer.ledger.balanced
    assert line.sent[-1].mti == "0200"
    with pytest.raises(ValueError, match="time cannot be moved"):
        clock.forward(5)
    with pytest.raises(AssertionError, match="on the backend core alone"):
        acquirer.core

def test_untouched(keys):
    pass
""",
    )
    project.run("--pos-backend", "pty").assert_outcomes(passed=2)
