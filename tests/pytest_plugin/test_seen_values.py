from __future__ import annotations

import pickle

import pytest

from pos_emulator.pytest_plugin.keys import Keys
from pos_emulator.pytest_plugin.seen_values import SeenOctets, SeenText, seen_text
from pos_emulator.pytest_plugin.surroundings import Line
from tests.pytest_plugin.conftest import Project

PAN = "6224242300000069"


@pytest.mark.parametrize(
    "asserted",
    [
        "line.sent[-1][2] == 'x'",
        "line.sent[-1].get(2) == '6224'",
        "line.sent[-1].text(2) == 'x'",
        "'x' == line.sent[-1][2]",
        "line.sent[-1][2] not in ('6224242300000069',)",
        "'622' not in line.sent[-1][2]",
        "[value for _, value in line.sent[-1].items()] == []",
        "dict(line.sent[-1].items()) == {}",
        "line.sent[-1][35] == 'x'",
        "line.wire == ()",
        "line.wire[0][1] == b'x'",
        "not line.sent",
    ],
)
def test_pytest_prints_no_card_number(project: Project, asserted: str) -> None:
    project.write(
        "test_x.py",
        "def test_x(keys, line):\n"
        "    keys('Given signed-on')\n"
        "    keys('Customer arrives holding demo-debit')\n"
        "    keys('Sale 58.00 as $sale')\n"
        f"    assert {asserted}\n",
    )
    ran = project.run("-vv", "--showlocals")
    ran.assert_outcomes(failed=1)
    said = "\n".join(line for line in ran.stdout.lines if "    assert " not in line)
    for clear in (PAN, "2423000000", "$\\x23", "24242300", r"b'$$#"):
        assert clear not in said


def test_what_a_test_gets_is_what_it_is(shop: Keys) -> None:
    shop("Sale 58.00 as $sale")
    line = Line(shop._desk)
    request = line.sent[-1]
    assert request[2] == PAN
    assert repr(request[2]) == "'622424******0069'"
    assert {PAN: 1}[request.text(2)] == 1
    assert request.text(4) == "000000005800"
    assert repr(request.text(4)) == "'000000005800'"
    assert repr(request[52]) == "<8 octets ****************>"
    assert repr(line.wire[-1][1]).endswith(" octets>")


def test_they_travel_between_processes() -> None:
    text, octets = seen_text(f"card {PAN}"), SeenOctets(b"ab", "**")
    assert repr(text) == "'card 622424******0069'"
    for value in (text, octets, SeenText("1", "*")):
        again = pickle.loads(pickle.dumps(value))
        assert (again, repr(again)) == (value, repr(value))
