from __future__ import annotations

import pytest

from tests.pytest_plugin.conftest import Project

ON = 'Scenario "on"\n  Expect Shows idle.signed-off\n'


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--pos-profile", "nowhere"], "*--pos-profile: nowhere: *"),
        (["--pos-lang", "fr"], "*--pos-lang: invalid choice: 'fr'*"),
        (["--pos-seed", "x"], "*--pos-seed: invalid * value: 'x'*"),
        (["--pos-seed", "-1"], "*--pos-seed: *"),
        (["--pos-backend", "pigeon"], "*--pos-backend: there is no backend 'pigeon'; expected core, pty, *"),
        (["--pos-backend", "tcp://example.com:80"], "*--pos-backend: *example.com*"),
        (["--pos-backend", "serial:/dev/null", "-n", "2"], "*one host takes one terminal at a time*"),
        (["--update-goldens", "--pos-profile", "all"], "*--update-goldens: a golden is of one profile*"),
    ],
)
def test_a_wrong_option_ends_the_run_before_it_begins(project: Project, words: list[str], says: str) -> None:
    project.write("day.keys", ON)
    ran = project.run(*words)
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines([says])
    assert "Traceback" not in ran.stderr.str()


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("pos_profile=nowhere", "*nowhere: *"),
        ("pos_lang=fr", "*pos_lang: expected zh or en, found 'fr'*"),
        ("pos_seed=x", "*pos_seed: expected a number from 0, found 'x'*"),
        ("pos_backend=pigeon", "*'pigeon'*"),
    ],
)
def test_a_wrong_ini_setting_does_so_too(project: Project, setting: str, says: str) -> None:
    ran = project.run("-o", setting)
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines([says])


def test_a_profile_may_be_a_file(project: Project) -> None:
    path = project.write("mine.toml", 'extends = "qa"\nlang = "en"\n')
    project.write("day.keys", 'Scenario "on"\n  Expect Not Shows "未签到"\n')
    project.run("--pos-profile", str(path)).assert_outcomes(passed=1)


def test_ini_settings_are_what_a_script_does_not_say(project: Project) -> None:
    project.write("day.keys", ON)
    project.write("own.keys", "Seed 7\n" + ON.replace("on", "own", 1))

    def seeds(*words: str) -> dict[str, str]:
        return {name: found["seed"] for name, found in project.digests(*words).items()}

    assert seeds() == {"on": "1", "own": "7"}
    assert seeds("-o", "pos_seed=5") == {"on": "5", "own": "7"}
    assert seeds("-o", "pos_seed=5", "--pos-seed", "6") == {"on": "6", "own": "6"}
