from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from pos_emulator.keyscript.runner import sources
from pos_emulator.keyscript.runner.pool import Players
from tests.commands.shell import ended, run, start

QA = Path(__file__).parents[2] / "scripts" / "qa"
GOOD = """\
Background
  Given signed-on
  Customer arrives holding demo-debit

Scenario "a sale"
  Sale 58.00 as $sale
  Expect Ledger $sale booked
"""
BAD = GOOD.replace("booked", "voided")
LONG = 'Scenario "day after day"\n  Given signed-on\n' + "  Clock day +1\n" * 5000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_script_that_passes(folder: Path) -> None:
    (folder / "good.keys").write_text(GOOD)
    ran = run("run", "good.keys")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "[1/1] ok    good.keys:5 a sale\n1 passed\n"


def test_a_script_that_fails(folder: Path) -> None:
    (folder / "bad.keys").write_text(BAD)
    ran = run("run", "bad.keys")
    assert (ran.code, ran.err) == (1, "")
    shown = ran.out.split("\n")
    assert shown[:5] == [
        "[1/1] FAIL  bad.keys:5 a sale",
        "    bad.keys:7:3: $sale is booked in the ledger",
        "      | Expect Ledger $sale voided",
        "      | ^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "    last keys: Customer arrives demo-debit · Card present demo-debit · Enter · 5800 · Enter · "
        "Secret demo-debit · Enter · Enter · Enter",
    ]
    assert shown[-5:] == [
        "    ledger:",
        "      000001/000003 sale 58.00 622424******0069 booked",
        "    seed 1; again: pos-emulator run bad.keys:5 --seed 1",
        "1 failed",
        "",
    ]


def test_an_error_on_the_last_line_presses_no_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "good.keys").write_text(GOOD)
    (folder / "late.keys").write_text(GOOD + "  Enter\n" * 900 + "  Entr\n")
    monkeypatch.setattr(Players, "play", lambda *_: pytest.fail("something was played"))
    ran = run("run", ".")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "Error: no key was pressed\n"
        "late.keys:908:3: unknown command 'Entr'\n"
        "  | Entr\n"
        "  | ^^^^  did you mean Enter?\n"
    )


def test_every_script_of_the_project_passes_in_any_number_of_processes() -> None:
    alone, together = run("run", QA, "--json"), run("run", QA, "--json", "-j", "2")
    assert (alone.code, together.code) == (0, 0)
    assert alone.out == together.out
    outcomes = [json.loads(line) for line in alone.out.splitlines()]
    assert outcomes[-1]["outcomes"]["passed"] == outcomes[-1]["planned"] >= 40


def test_reports_for_programs(folder: Path) -> None:
    (folder / "bad.keys").write_text(BAD)
    ran = run("run", "bad.keys", "--json", "--github", "--junit", "report.xml")
    assert ran.code == 1
    assert [json.loads(line)["event"] for line in ran.out.splitlines()] == ["scenario", "summary"]
    assert ran.err.startswith("::error file=bad.keys,line=7,title=a sale::$sale is booked in the ledger%0A")
    assert '<testsuite name="bad.keys" tests="1" failures="1"' in (folder / "report.xml").read_text("utf-8")


def test_seed_and_repeat(folder: Path) -> None:
    (folder / "good.keys").write_text(GOOD)
    lines = [
        json.loads(line)
        for line in run("run", "good.keys", "--seed", "9", "--repeat", "2", "--json").out.splitlines()
    ]
    assert [(line["seed"], line["repeat"]) for line in lines[:2]] == [(9, 1), (9, 2)]
    assert lines[1]["again"] == "pos-emulator run good.keys:5 --seed 9 --repeat 2"


SIX_OPERATORS = 'extends = "cn-classic"\noperators = 6\n'
OFF_IN_ENGLISH = 'Profile cn-classic\nLang zh\nScenario "off"\n  Logon 06\n  Expect Shows "SWIPE"\n'


def test_profile_and_language_in_place_of_the_scripts_own(folder: Path) -> None:
    (folder / "more.toml").write_text(SIX_OPERATORS)
    (folder / "six.keys").write_text(OFF_IN_ENGLISH)
    assert run("run", "six.keys", "--lang", "en").code == 3
    for more in ((), ("-j", "2")):
        ran = run("run", "six.keys", "--profile", "more.toml", "--lang", "en", *more)
        assert (ran.code, ran.err) == (0, ""), ran.out
    assert "no profile 'clasic'" in run("run", "six.keys", "--profile", "clasic").error


@pytest.mark.parametrize("more", [(), ("-j", "2")], ids=["alone", "two"])
def test_every_report_names_what_was_asked_for_in_place_of_the_scripts_own(
    more: tuple[str, ...], folder: Path
) -> None:
    (folder / "bad.keys").write_text(BAD)
    again = "pos-emulator run bad.keys:5 --seed 1 --profile qa --lang en"
    asked = ("run", "bad.keys", "--profile", "qa", "--lang", "en", *more)
    ran = run(*asked, "--junit", "report.xml", "--bundle", "out")
    assert f"again: {again}\n" in ran.out
    assert f"again: {again}" in (folder / "report.xml").read_text("utf-8")
    (facts,) = (folder / "out").glob("*/run.json")
    assert json.loads(facts.read_text("utf-8"))["result"]["again"] == again
    assert json.loads(run(*asked, "--json").out.splitlines()[0])["again"] == again


def test_the_first_failure_can_be_the_end(folder: Path) -> None:
    (folder / "a.keys").write_text(BAD)
    (folder / "b.keys").write_text(GOOD)
    assert run("run", ".", "-x").out.endswith("\n1 failed, 1 not run\n")


NOT_WRITTEN = "Error: --junit: cannot write"
OTHER = "name another file, or make its folder first."


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["none.keys"], "Error: none.keys: no such file or folder; check the name"),
        (["good.keys", "-k", "refund"], "Error: no scenario is selected; see pos-emulator list for what there is."),
        (["good.keys", "--backend", "core2"], "Error: there is no backend 'core2'; did you mean core?"),
        (["good.keys", "--junit", "no/r.xml"], f"{NOT_WRITTEN} no/r.xml: No such file or directory; {OTHER}"),
        (["good.keys", "--junit", "."], f"{NOT_WRITTEN} .: Is a directory; {OTHER}"),
        (["good.keys", "--show", "-j", "2"], "Error: --show plays one scenario after the other; leave out -j."),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for(folder: Path, typed: list[str], message: str) -> None:
    (folder / "good.keys").write_text(GOOD)
    ran = run("run", *typed)
    assert (ran.code, ran.out, ran.error) == (2, "", message)


def test_a_show_needs_a_window(folder: Path) -> None:
    (folder / "good.keys").write_text(GOOD)
    ran = run("run", "good.keys", "--show")
    assert (ran.code, ran.out) == (5, "")
    assert "no window" in ran.err
    assert ran.err.endswith("run it in a terminal window, or leave out --show\n")


def test_the_language_on_one_page() -> None:
    ran = run("run", "--help-language")
    assert ran.code == 0
    assert "Sale AMOUNT [card=NAME]" in ran.out


def children_of(pid: int) -> list[int]:
    """The processes that play; the interpreter's own tracker of resources ends by itself behind its parent."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(each) for each in found if "spawn_main" in Path(f"/proc/{each}/cmdline").read_text()]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def long_run(folder: Path) -> tuple[subprocess.Popen[str], list[int]]:
    """A run in two processes that would take very long, its first result told; and what it started."""
    for number in range(20):
        (folder / f"{number:02d}.keys").write_text(GOOD if number == 0 else LONG)
    process = start("run", folder, "-j", "2", "--junit", folder / "report.xml")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("[ 1/20] ok ")
    workers = children_of(process.pid)
    assert len(workers) == 2
    return process, workers


def test_control_c_leaves_a_report_and_no_process(tmp_path: Path) -> None:
    process, workers = long_run(tmp_path)
    process.send_signal(signal.SIGINT)
    ran = ended(process)
    assert (ran.code, ran.err) == (130, "")
    assert ran.out.splitlines()[-1].endswith("not run (interrupted)")
    assert 'message="interrupted"' in (tmp_path / "report.xml").read_text("utf-8")
    assert not any(map(is_alive, workers))


def test_a_process_that_is_killed_ends_the_run_with_a_report(tmp_path: Path) -> None:
    process, workers = long_run(tmp_path)
    os.kill(workers[0], signal.SIGKILL)
    ran = ended(process)
    assert ran.code == 5
    assert ran.error == (
        "Error: a process that played was ended from outside; make room, or play in fewer with -j"
    )
    assert (tmp_path / "report.xml").exists()
    assert not any(map(is_alive, workers))


def test_a_scenario_alone_is_what_it_is_among_others() -> None:
    everything = run("run", QA, "--json").out.splitlines()
    line = next(line for line in everything if '"a wrong PIN may be tried again"' in line)
    place = json.loads(line)["line"]
    alone = run("run", f"{QA / 'passwords.keys'}:{place}", "--json").out.splitlines()
    assert alone[0] == line


def test_coverage_says_what_was_not_reached(folder: Path) -> None:
    (folder / "good.keys").write_text(GOOD)
    shown = run("run", "good.keys", "--coverage").out
    assert "\ncoverage of 1 scenario\n  screens " in shown
    assert "\nnot reached\n  screens          admin.confirm, " in shown
    assert shown.endswith("\n1 passed\n")
    told = [json.loads(line) for line in run("run", "good.keys", "--coverage", "--json").out.splitlines()]
    assert [line["event"] for line in told] == ["scenario", "coverage", "summary"]
    assert told[1]["start_states"]["reached"] == ["signed-on"]


def test_coverage_is_the_same_in_any_number_of_processes() -> None:
    alone, together = run("run", QA, "--coverage"), run("run", QA, "--coverage", "-j", "2")
    assert alone.out == together.out


def test_a_bundle_for_what_failed(folder: Path) -> None:
    (folder / "bad.keys").write_text(BAD)
    (folder / "good.keys").write_text(GOOD)
    ran = run("run", ".", "--bundle", "deep/out")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "evidence of 1 failed: deep/out")
    (bundle,) = (folder / "deep" / "out").iterdir()
    assert bundle.name == "1-bad-5-a-sale"
    told = json.loads((bundle / "run.json").read_text("utf-8"))["result"]
    assert sorted(told["sha256"]) == ["ledger", "receipts", "screens", "wire"]


def test_a_bundle_is_not_written_over_another(folder: Path) -> None:
    (folder / "good.keys").write_text(GOOD)
    (folder / "out").mkdir()
    (folder / "out" / "kept.txt").write_text("mine")
    ran = run("run", "good.keys", "--bundle", "out")
    assert (ran.code, ran.out) == (2, "")
    assert ran.error == "Error: --bundle: out is not empty; name another folder, or empty it first."
    assert (folder / "out" / "kept.txt").read_text() == "mine"


def test_control_c_while_the_scripts_are_read_leaves_a_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    (folder / "good.keys").write_text(GOOD)
    monkeypatch.setattr(sources, "source_at", interrupted)
    before = signal.getsignal(signal.SIGINT)
    ran = run("run", "good.keys", "--junit", "report.xml")
    assert signal.getsignal(signal.SIGINT) is before
    assert (ran.code, ran.out) == (130, "nothing was played (interrupted)\n")
    assert 'message="interrupted"' in (folder / "report.xml").read_text("utf-8")


def test_no_report_holds_a_card_number(folder: Path) -> None:
    pan = "6224242300000069"
    script = folder / "pan.keys"
    script.write_text(
        "Background\n  Given signed-on\n  Customer arrives holding demo-debit\n"
        f'Scenario "typed {pan}, or 6224-2423-0000-0069"\n'
        f'  Enter\n  Keys 1 62242423 00000069\n  Expect Shows "{pan}"\n'
        f'Scenario "looked for"\n  Enter\n  Keys 1 {pan} Enter\n  Expect Log "{pan}"\n'
    )
    bundle, junit = folder / "out", folder / "report.xml"
    plain = run("run", script, "--github", "--junit", junit, "--bundle", bundle)
    as_json = run("run", script, "--json")
    shown = run("explain", script).out + run("list", script).out + run("list", script, "--json").out
    written = "\n".join(path.read_text("utf-8") for path in bundle.rglob("*.*") if path.is_file())
    everything = f"{plain.out}{plain.err}{as_json.out}{as_json.err}{shown}{written}{junit.read_text('utf-8')}"
    for clear in (pan, "62242423 00000069", "6224-2423-0000-0069"):
        assert clear not in everything
    assert "1 · 622424******0069" in plain.out
    assert '"622424******0069"  ' in plain.out
    assert not any(pan in path.name or "6224-2423-0000-0069" in path.name for path in bundle.iterdir())


def test_a_report_that_is_not_written_leaves_nothing(folder: Path) -> None:
    (folder / "bad.keys").write_text("Scenario")
    (folder / "before.xml").write_text("as it was")
    assert (
        run("run", "bad.keys", "--junit", "new.xml").code
        == run("run", "bad.keys", "--junit", "before.xml").code
    )
    assert not (folder / "new.xml").exists()
    assert (folder / "before.xml").read_text() == "as it was"


def test_an_update_says_what_becomes_of_the_goldens(folder: Path) -> None:
    (folder / "snap.keys").write_text('Scenario "a"\n  Expect Snapshot s\n')
    ran = run("run", "snap.keys", "--update-goldens")
    assert (ran.code, ran.out) == (
        0, "[1/1] ok    snap.keys:1 a (new golden)\ngoldens: 1 written, 0 removed\n1 passed\n"
    )  # fmt: skip
    assert "golden" not in run("run", "snap.keys").out


def test_the_report_stands_where_a_golden_cannot_be_written(folder: Path) -> None:
    (folder / "snap.keys").write_text('Scenario "a"\n  Expect Snapshot s\n')
    (folder / "goldens/snap/a.txt").mkdir(parents=True)
    ran = run("run", "snap.keys", "--update-goldens", "--junit", "report.xml")
    assert (ran.code, ran.out) == (
        5, "[1/1] ok    snap.keys:1 a (new golden)\ngoldens: none written\n1 passed\n"
    )  # fmt: skip
    assert ran.err == (
        "Error: goldens/snap/a.txt: a folder is where a golden has to be; "
        "no golden was written; mend that, and update again\n"
    )
    assert '<error message="goldens/snap/a.txt: a folder' in (folder / "report.xml").read_text()
