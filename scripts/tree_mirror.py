"""Every product module has its test module, and every test module its product module.

``iso8583_specs/x.py`` is tested by ``tests/iso8583_specs/test_x.py``, ``pos_emulator/a/b.py`` by
``tests/a/test_b.py``. Prints one line a problem; exit code 1 where there is any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[1]
UNMIRRORED_TESTS = ("end_to_end", "vectors", "goldens")
"""Folders of tests that no single module is behind."""

WITHOUT_TEST: Mapping[str, str] = MappingProxyType(
    {
        "pos_emulator/acquirer/errors.py": "exceptions without code; commands/errors gives each its exit code",
        "pos_emulator/acquirer/ports.py": "protocols only",
        "pos_emulator/commands/screen_examples.py": "a table of values; commands/screens shows each of them",
        "pos_emulator/keyscript/script.py": "values without code; parser and runner are tested",
        "pos_emulator/keyscript/steps/": "values without code; keyscript/commands makes each of them",
        "pos_emulator/keyscript/world.py": "values without code; keyscript/product makes one",
        "pos_emulator/link/transports/descriptor.py": "what pty and serial_port share; both are tested",
        "pos_emulator/link/transports/transport.py": "a protocol only",
        "pos_emulator/runtime/notices.py": "values without code; whoever posts them is tested",
    }
)
"""Modules that are data or declarations only, and where what they hold is tested; a folder ends in /."""

WITHOUT_MODULE: Mapping[str, str] = MappingProxyType(
    {
        "tests/firmware/test_tour.py": "every screen once, in both languages",
        "tests/keyscript/test_fuzz.py": "the whole reader, from any text",
        "tests/test_readme.py": "what the README says",
    }
)
"""Test modules about more than one module."""


def problems(modules: Set[str], tests: Set[str], without_test: Mapping[str, str]) -> Iterator[str]:
    """What is missing or left over.

    Args:
        modules: Paths of product modules from the root.
        tests: Paths of test modules from the root.
        without_test: Modules that need no test module, and why.
    """
    folders = tuple(folder for folder in without_test if folder.endswith("/"))
    gone = {folder for folder in folders if not any(module.startswith(folder) for module in modules)}
    modules = {module for module in modules if not module.startswith(folders)} | (set(folders) - gone)
    wanted = {test_of(module): module for module in modules if not module.endswith("/")}
    for test, module in sorted(wanted.items()):
        if module in without_test:
            if test in tests:
                yield f"{module}: has a test now; take it off the list in scripts/tree_mirror.py"
        elif test not in tests:
            yield f"{module}: has no {test}"
    for test in sorted(tests - wanted.keys() - WITHOUT_MODULE.keys()):
        yield f"{test}: tests no module; expected one of {' or '.join(modules_of(test))}"
    for module in sorted(without_test.keys() - modules):
        yield f"{module}: is on the list in scripts/tree_mirror.py, and is gone"


def test_of(module: str) -> str:
    """Where the tests of a module are."""
    path = Path(module)
    folder = path.parent if path.parts[0] == "iso8583_specs" else path.parent.relative_to("pos_emulator")
    return (Path("tests") / folder / f"test_{path.name}").as_posix()


def modules_of(test: str) -> tuple[str, ...]:
    """Which module a test module may be about."""
    path = Path(test).relative_to("tests")
    module = (path.parent / path.name.removeprefix("test_")).as_posix()
    return (module,) if path.parts[0] == "iso8583_specs" else (f"pos_emulator/{module}",)


def product_modules(root: Path) -> set[str]:
    """All modules but ``__init__`` and ``__main__``, which hold no code of their own."""
    return {
        path.relative_to(root).as_posix()
        for package in ("iso8583_specs", "pos_emulator")
        for path in (root / package).rglob("*.py")
        if not path.name.startswith("__")
    }


def mirrored_tests(root: Path) -> set[str]:
    """All test modules that stand for one module."""
    return {
        path.relative_to(root).as_posix()
        for path in (root / "tests").rglob("test_*.py")
        if path.relative_to(root / "tests").parts[0] not in UNMIRRORED_TESTS
    }


def main() -> int:
    """Check this tree."""
    found = list(problems(product_modules(ROOT), mirrored_tests(ROOT), WITHOUT_TEST))
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
