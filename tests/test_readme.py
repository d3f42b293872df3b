"""What the README says is so."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from click.testing import CliRunner
from textual.binding import Binding

from pos_emulator.cli import COMMANDS, cli
from pos_emulator.runtime.virtual import Bench
from pos_emulator.training.lessons import lesson_names
from pos_emulator.tui.bindings import COUNTER_KEYS
from pos_emulator.tui.lesson_app import LessonApp
from pos_emulator.tui.show_app import ShowApp

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def table_after(heading: str) -> list[tuple[str, str]]:
    """The rows of the first table below a heading, without its own head."""
    rows = re.findall(r"^\| (.*?) \| (.*?) \|$", README[README.index(heading) :].split("\n## ")[0], re.M)
    return [row for row in rows if not row[0].startswith(("---", "Keys"))]


def chinese(text: str) -> list[str]:
    return re.findall(r"[\u4e00-\u9fff]+", text)


def walk(bench: Bench, heading: str, said: Mapping[str, Callable[[], str]] = MappingProxyType({})) -> None:
    """Press the keys of a table; every Chinese word that it promises must show."""
    for keys, promised in table_after(heading):
        seen: list[str] = []
        before = len(bench.counter.roll)
        for token in re.findall(r"`(\S+?)`|\b(reference|date)\b", keys):
            match token[0] or token[1]:
                case "s":
                    bench.act(*bench.counter.present("demo-debit"))
                case "n":
                    bench.clock.host_days += 1
                    bench.clock.at += timedelta(days=1)
                    bench.wait(60)
                case key:
                    bench.press(said[key]() if key in said else key)
            seen += ["".join(screen.rows).replace(" ", "") for screen in bench.screens]
        seen += [line.replace(" ", "") for slip in bench.counter.roll[before:] for line in slip.lines]
        for words in chinese(promised):
            assert any(words in text for text in seen), f"{keys}: {words} never showed"
    assert bench.screen.name in ("idle.signed-on", "refund.done")


def at_the_counter() -> Bench:
    bench = Bench()
    bench.power_on()
    bench.counter.arrive("demo-debit")
    return bench


def test_the_void_is_walked_as_the_table_says() -> None:
    bench = at_the_counter()
    walk(bench, "## One void, walked through")
    assert len(table_after("## One void, walked through")) == 10
    assert "RMB -58.00" in "\n".join(bench.counter.roll[-1].lines)


def test_the_refund_is_walked_as_the_table_says() -> None:
    bench = at_the_counter()
    bench.press("Enter", "01", "Enter", "0000", "Enter", "Enter")
    bench.act(*bench.counter.present("demo-debit"))
    bench.press("Enter", "5800", "Enter", "123456", "Enter", "Enter", "Enter")
    (sale,) = bench.state.batch.values()
    walk(
        bench,
        "## A refund, after the settlement",
        {"reference": lambda: str(sale.rrn), "date": lambda: str(sale.date)},
    )
    assert len(table_after("## A refund, after the settlement")) == 8
    assert "RMB -20.00" in "\n".join(bench.counter.roll[-1].lines)


def test_every_key_of_the_counter_is_in_the_table() -> None:
    named = {key for keys, _ in table_after("## The window") for key in re.findall(r"`(\w)`", keys)}
    assert {key for key, _ in COUNTER_KEYS} <= named


def test_the_snippet_runs() -> None:
    (snippet,) = re.findall(r"```python\n(from .*?)```", README, re.S)
    exec(compile(snippet, "README.md", "exec"), {})


def test_the_test_in_five_lines_passes(pytester: pytest.Pytester) -> None:
    (test,) = re.findall(r"```python\n(def test_.*?)```", README, re.S)
    assert len(test.splitlines()) == 5
    pytester.makepyfile(test)
    pytester.runpytest_subprocess("-p", "no:asyncio").assert_outcomes(passed=1)


def test_the_mark_says_which_terminal_it_is(pytester: pytest.Pytester) -> None:
    (mark,) = re.findall(r"`(@pytest\.mark\.pos\(.*?\))`", README)
    check = 'assert terminal.screen.name == "idle.signed-on"'
    pytester.makepyfile(f"import pytest\n\n{mark}\ndef test_it(terminal):\n    {check}\n")
    pytester.runpytest_subprocess("-p", "no:asyncio").assert_outcomes(passed=1)


def test_the_options_of_the_plugin_are_there(pytester: pytest.Pytester) -> None:
    section = README[README.index("## In pytest") :].split("\n## ")[0]
    helped = pytester.runpytest_subprocess("-p", "no:asyncio", "--help").stdout.str()
    named = re.findall(r"--(?:pos|update)[a-z-]+", section)
    assert len(named) == 5
    assert all(
        f"{option} " in helped or f"{option}\n" in helped or f"{option}=" in helped for option in named
    )


def test_the_keypad_script_passes(tmp_path: Path) -> None:
    (script,) = re.findall(r"```\n(Scenario.*?)```", README, re.S)
    (tmp_path / "readme.keys").write_text(script, "utf-8")
    ran = CliRunner().invoke(cli, ["run", str(tmp_path / "readme.keys")])
    assert ran.exit_code == 0, ran.output
    assert "1 passed" in ran.output


def test_the_suite_has_more_scenarios_than_it_says() -> None:
    """The plugin plays them, as any test."""
    promised = re.search(r"run scripts/qa +more than (\d+) scenarios", README)
    assert promised is not None
    listed = CliRunner().invoke(cli, ["list", str(ROOT / "scripts" / "qa"), "--json"])
    assert len(json.loads(listed.stdout)) > int(promised[1])


def test_the_decoded_message_is_a_sign_on() -> None:
    found = re.search(r"pos-emulator decode ([0-9A-F]+)", README)
    assert found is not None
    ran = CliRunner().invoke(cli, ["decode", found[1]])
    assert ran.exit_code == 0
    assert "MTI 0800  sign_on" in ran.output


def test_every_named_lesson_and_key_is_there() -> None:
    text = README[README.index("## Lessons") : README.index("## Keypad scripts")]
    names = set(re.findall(r"[a-z]+(?:-[a-z]+)+", re.sub(r"--mode \w+", "", text)))
    assert names & set(lesson_names()) == {"void-before-card-leaves", "refund-password", "no-answer-reversal"}
    bound = {binding.key for binding in LessonApp.BINDINGS if isinstance(binding, Binding)}
    named = {".": "full_stop", "→": "right", "space": "space", "+": "plus", "-": "minus"}
    keys = re.findall(r"`(\S)`", text)
    assert keys == ["h", ".", "a", "z", "k"]
    assert {named.get(key, key) for key in keys} | {named[key] for key in ("→", "space", "+", "-")} <= bound
    assert {"right", "space", "plus", "minus"} <= {
        each.key for each in ShowApp.BINDINGS if isinstance(each, Binding)
    }


def test_every_command_is_named_and_no_other() -> None:
    listed = re.findall(r"pos-emulator ([a-z]+)", README)
    rows = re.findall(r"^    pos-emulator ((?:[a-z]+ \| )+[a-z]+)", README, re.M)
    names = set(listed).union(*(row.split(" | ") for row in rows))
    assert names == set(COMMANDS)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\./(scripts/\w+)|\((\.github/\S+)\)", README))))
def test_every_named_file_is_there(path: tuple[str, str]) -> None:
    assert (ROOT / (path[0] or path[1])).exists()


def test_the_map_names_folders_that_are_there() -> None:
    block = README[README.index("## The map") :]
    for name in re.findall(r"^ {4,6}(\w+)/", block, re.M):
        assert any(folder.is_dir() for folder in (ROOT / name, ROOT / "pos_emulator" / name)), name
