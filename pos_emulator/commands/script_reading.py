"""Reads the scripts that a command names; whatever is wrong with any of them is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from pos_emulator.commands.errors import BadInputError

if TYPE_CHECKING:
    from pos_emulator.keyscript.asked import Asked
    from pos_emulator.keyscript.runner.run import Plan
    from pos_emulator.keyscript.runner.select import Selection
    from pos_emulator.keyscript.runner.sources import Source
    from pos_emulator.keyscript.script import Script

ONE_SCRIPT = """printf 'Scenario "on"\\n  Expect Shows idle.signed-off\\n' > on.keys"""
"""A shell command that writes a script, for examples that run as they stand."""

Readings = Sequence[tuple["Source", "Script", frozenset[int]]]
"""Each file with its script and the lines that were asked for; none is all of it."""


def read_files(targets: Iterable[str], *, asked: Asked | None = None, to_play: bool = False) -> Readings:
    """Every script that the command line names, parsed and checked.

    Args:
        targets: Files and folders.
        asked: What they are played with in place of their own settings.
        to_play: Whether keys would have been pressed: then an error says that none was.

    Raises:
        click.UsageError: a file is not there.
        BadInputError: something is wrong with a script; all of it is said.
    """
    from pos_emulator.keyscript.asked import NOTHING
    from pos_emulator.keyscript.errors import ScriptError
    from pos_emulator.keyscript.runner.errors import NothingSelected
    from pos_emulator.keyscript.runner.sources import files_of, source_at, target_of

    try:
        files = files_of(map(target_of, targets))
    except NothingSelected as nothing:
        raise click.UsageError(str(nothing)) from None
    read = []
    wrong = []
    for path, lines in files.items():
        try:
            read.append((*source_at(path, asked or NOTHING), lines))
        except ScriptError as error:
            wrong.append(str(error))
    if wrong:
        raise BadInputError("\n".join((*(("no key was pressed",) if to_play else ()), *wrong)))
    return read


def read_all(targets: Iterable[str], selection: Selection, *, to_play: bool = True) -> Plan:
    """The scripts, and which of their scenarios are to be played, or only looked at.

    Raises:
        click.UsageError: nothing is.
        BadInputError: something is wrong with a script.
    """
    from pos_emulator.keyscript.runner.pool import Task
    from pos_emulator.keyscript.runner.run import Plan
    from pos_emulator.keyscript.runner.select import chosen
    from pos_emulator.keyscript.runner.sources import target_of

    targets = tuple(targets)
    read = read_files(targets, asked=selection.asked, to_play=to_play)
    tasks = []
    whole = set()
    for file, (source, script, lines) in enumerate(read):
        places = chosen(script, selection, lines)
        if len(places) == len(script.scenarios):
            whole.add(source.file)
        tasks += [
            Task(file, place, selection.seed, repeat, selection.asked)
            for place in places
            for repeat in range(1, selection.repeat + 1)
        ]
    if not tasks:
        raise click.UsageError("no scenario is selected; see pos-emulator list for what there is.")
    sources = tuple(source for source, _, _ in read)
    scripts = tuple(script for _, script, _ in read)
    folders = () if selection.text or selection.tags else map(target_of, targets)
    looked_through = tuple(target.path for target in folders if target.path.is_dir())
    return Plan(sources, scripts, tuple(tasks), frozenset(whole), looked_through)
