"""What teaching readers act on."""

from __future__ import annotations

from pos_emulator.keyscript.arguments import Arguments
from pos_emulator.keyscript.commands.command import Command
from pos_emulator.keyscript.steps.teach import Because, Critical, Hint, Marker, Pause, Say, Weight

_MOST_WEIGHT = 100


def _say(arguments: Arguments) -> Say:
    return Say(arguments.text(), place=arguments.place)


def _hint(arguments: Arguments) -> Hint:
    level = arguments.number("1, 2 or 3", least=1, most=3)
    return Hint(level, arguments.text(), place=arguments.place)


def _because(arguments: Arguments) -> Because:
    return Because(arguments.text(), place=arguments.place)


def _weight(arguments: Arguments) -> Weight:
    points = arguments.number(f"points from 0 to {_MOST_WEIGHT}", least=0, most=_MOST_WEIGHT)
    return Weight(points, place=arguments.place)


def _critical(arguments: Arguments) -> Critical:
    return Critical(place=arguments.place)


def _marker(arguments: Arguments) -> Marker:
    return Marker(arguments.text(), place=arguments.place)


def _pause(arguments: Arguments) -> Pause:
    return Pause(arguments.seconds(), place=arguments.place)


COMMANDS = (
    Command(
        "Say", ('Say "text"',),
        "The coach says it; in practice only a chapter's first, if it stands before the first thing to do: the task.",
        'Say "Look at the slip."', _say,
    ),
    Command(
        "Hint", ('Hint 1|2|3 "text"',), "Of the next command: 1 asks, 2 names the keys, 3 shows the key.",
        'Hint 1 "Where on the slip is that number?"', _hint,
    ),
    Command("Because", ('Because "text"',), "Why the next command is right.", 'Because "A void is whole."', _because),
    Command("Weight", ("Weight N",), "Points that the next command is worth.", "Weight 5", _weight),
    Command("Critical", ("Critical",), "A mistake at the next command caps the lesson.", "Critical", _critical),
    Command(
        "Marker", ('Marker "text"',), "A chapter begins; in practice it and its first Say stay in sight.",
        'Marker "The void"', _marker,
    ),
    Command("Pause", ("Pause TIME",), "A person may look.", "Pause 2s", _pause),
)  # fmt: skip
