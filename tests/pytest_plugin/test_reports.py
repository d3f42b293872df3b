from __future__ import annotations

from pos_emulator.pytest_plugin.options import settings_of
from pos_emulator.pytest_plugin.reports import again, properties, shortened
from tests.keyscript.playing import at_shop
from tests.pytest_plugin.conftest import Project


def test_the_command_is_for_a_shell(project: Project) -> None:
    mark = "import pytest\n@pytest.mark.parametrize('x', ['a b'])\n"
    (item,) = project.pytester.getitems(f"{mark}def test_it(x):\n    pass\n")
    words = again(item, 7, settings_of(item.config))
    assert words == f"pytest '{item.path.name}::test_it[a b]' --pos-seed 7"


def test_digests_travel_as_properties() -> None:
    found = dict(properties(at_shop("Enter")))
    assert found["seed"] == 1
    assert len(str(found["sha256 wire"])) == 64


def test_files_are_named_from_where_pytest_was_started(project: Project) -> None:
    config = project.pytester.parseconfig()
    text = f"{project.pytester.path.as_posix()}/qa/void.keys:3:1: x"
    assert shortened(text, config) == "qa/void.keys:3:1: x"
