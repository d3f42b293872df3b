"""The fixtures: six ways to reach the one terminal of a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from pos_emulator.pytest_plugin.asked_values import mark_problem
from pos_emulator.pytest_plugin.golden_keeper import PLAYED, played
from pos_emulator.pytest_plugin.options import Settings, settings_of
from pos_emulator.pytest_plugin.reports import again, properties, shortened
from pos_emulator.pytest_plugin.whole_files import place_in_file

if TYPE_CHECKING:
    from pos_emulator.keyscript.runner.playing import Playing
    from pos_emulator.pytest_plugin.acquirer import Acquirer
    from pos_emulator.pytest_plugin.desk import Desk
    from pos_emulator.pytest_plugin.keys import Keys
    from pos_emulator.pytest_plugin.surroundings import Clock, Counter, Line
    from pos_emulator.pytest_plugin.terminal import Terminal

PROFILE = "_pos_profile"
"""The fixture that says under which profile a test is played."""

MARKER = "pos(profile=, lang=, seed=, given=): the terminal of this test, in place of what the options say"
_WORDS = frozenset({"profile", "lang", "seed", "given"})

# `pytest --fixtures` shows a docstring up to its first empty line: there is none before an example.


@pytest.fixture
def terminal(_pos_desk: Desk) -> Terminal:
    """The terminal: its keys, its display, its paper, its records.
    def test_a_wrong_key(terminal):
        terminal.press("Enter", "99", "Clear")
        assert terminal.screen.name == "logon.operator"
        assert "操作员" in terminal.screen
    """
    from pos_emulator.pytest_plugin.terminal import Terminal

    return Terminal(_pos_desk)


@pytest.fixture
def acquirer(_pos_desk: Desk) -> Acquirer:
    """The host: what it answers next, its rules, its ledger.
    def test_no_money(keys, acquirer, terminal):
        keys("Given signed-on")
        keys("Customer arrives holding demo-debit")
        acquirer.reply("51")
        keys("Sale 58.00 as $sale")
        assert "sale.declined" in terminal.screens
        assert acquirer.ledger.of("$sale").state == "absent"
    """
    from pos_emulator.pytest_plugin.acquirer import Acquirer

    return Acquirer(_pos_desk)


@pytest.fixture
def counter(_pos_desk: Desk) -> Counter:
    """The shop counter: customers, cards, paper.
    def test_the_card_leaves(keys, counter):
        keys("Given signed-on")
        counter.arrive("demo-debit")
        counter.leave(forgetting="demo-debit")
        assert counter.cards == ("demo-debit",)
    """
    from pos_emulator.pytest_plugin.surroundings import Counter

    return Counter(_pos_desk)


@pytest.fixture
def line(_pos_desk: Desk) -> Line:
    """The line: what crossed it, its faults, its plug.
    def test_a_lost_answer(keys, counter, line):
        keys("Given signed-on")
        counter.arrive("demo-debit")
        line.drop("response", mti="0200")
        keys("Sale 58.00 as $sale")
        assert line.sent[-1].mti == "0200"
        assert "0210" not in [message.mti for message in line.received]
        keys("Expect Record $sale owed")
    """
    from pos_emulator.pytest_plugin.surroundings import Line

    return Line(_pos_desk)


@pytest.fixture
def clock(_pos_desk: Desk) -> Clock:
    """Virtual time: a minute costs nothing.
    def test_nobody_presses_anything(terminal, clock):
        terminal.press("Enter")
        clock.to_timer()
        assert terminal.screen.name == "prompt.timeout"
    """
    from pos_emulator.pytest_plugin.surroundings import Clock

    return Clock(_pos_desk)


@pytest.fixture
def keys(_pos_desk: Desk, request: pytest.FixtureRequest) -> Keys:
    """Commands of the script language: one, several lines, or a file.
    def test_void(terminal, keys, acquirer):
        keys('''Given signed-on
                Customer arrives holding demo-debit
                Sale 58.00 as $sale''')
        keys("Void $sale")
        assert "void.approved" in terminal.screens
        assert acquirer.ledger.of("$sale").state == "voided"
        assert keys["$sale"].amount == 58_00
    """
    from pos_emulator.pytest_plugin.keys import Keys

    return Keys(_pos_desk, request.path.parent)


@pytest.fixture
def _pos_profile(request: pytest.FixtureRequest) -> str:
    """Under which profile the test is played."""
    named = marked(request.node).get("profile")
    return str(named or settings_of(request.config).profiles[0])


@pytest.fixture
def _pos_desk(request: pytest.FixtureRequest, _pos_profile: str) -> Iterator[Desk]:
    """The one bench behind the six fixtures; the money check comes when the test is over."""
    from pos_emulator.keyscript.steps.clock import Given
    from pos_emulator.profile import ProfileError
    from pos_emulator.pytest_plugin.desk import Desk
    from pos_emulator.runtime.errors import SurroundingsError

    settings, words = settings_of(request.config), marked(request.node)
    playing = _playing(request.node, _pos_profile, words, settings)
    try:
        desk = Desk(playing, again=again(request.node, playing.seed, settings))
        if "given" in words:
            desk.perform(Given(words["given"]))
    except (ProfileError, SurroundingsError, ValueError) as unfit:
        raise pytest.fail.Exception(f"pos: {unfit}", pytrace=False) from None
    yield desk
    result, wrong = desk.end(compare=not settings.update_goldens)
    number, of = place_in_file(request.node)
    request.node.stash[PLAYED] = played(result, number=number, of=of)
    request.node.user_properties += properties(result)
    if wrong:
        pytest.fail(shortened(wrong, request.config), pytrace=False)


def marked(node: pytest.Item | pytest.Function) -> dict[str, Any]:
    """What the nearest `pos` mark of a test asks for.

    Raises:
        CollectError: it asks for something that there is not.
    """
    mark = node.get_closest_marker("pos")
    if mark is None:
        return {}
    unknown = sorted(mark.kwargs.keys() - _WORDS)
    if unknown or mark.args:
        raise pytest.Collector.CollectError(f"{node.nodeid}: pos takes {', '.join(sorted(_WORDS))} by name")
    problem = mark_problem(mark.kwargs)
    if problem:
        raise pytest.Collector.CollectError(f"{node.nodeid}: pos: {problem}")
    return dict(mark.kwargs)


def _playing(item: pytest.Item, profile: str, words: dict[str, Any], settings: Settings) -> Playing:
    """The test as a scenario of its file: the seed of its randomness follows from both names."""
    from pos_emulator.keyscript.asked import Asked
    from pos_emulator.keyscript.backends.backend import backend_of
    from pos_emulator.keyscript.places import Place
    from pos_emulator.keyscript.runner.playing import Playing
    from pos_emulator.keyscript.script import Scenario, Script

    lang = str(settings.lang or words.get("lang", settings.default_lang))
    seed = words.get("seed", settings.default_seed) if settings.seed is None else settings.seed
    file, first = item.path.as_posix(), (item.location[1] or 0) + 1
    text = f"def {item.name}"
    place = Place(file, first, 1, len(text), text)
    backend = backend_of(settings.backend, allow_remote=settings.allow_remote)
    script = Asked(profile, lang).over(Script(file))
    # Methods of two classes may have one name.
    name = item.nodeid.partition("::")[2]
    return Playing.of(script, Scenario(name, place=place), seed=seed, backend=backend)
