"""``profiles``: which there are, what they say, and whether a file of one's own is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import click

from pos_emulator.commands.command import Example, ExampleCommand
from pos_emulator.commands.options import json_option, unmask_option
from pos_emulator.commands.profile_names import ProfileSource

if TYPE_CHECKING:
    from pos_emulator.profile import Profile

DELIVERED = "cn-classic"
EXAMPLES = (
    Example("pos-emulator profiles", "the profiles that come with it"),
    Example("pos-emulator profiles hardened", "every setting of one; what differs from cn-classic is marked"),
    Example(
        """printf 'extends = "qa"\\nrefund_days = 30\\n' > shop.toml; pos-emulator profiles shop.toml""",
        "check a file of your own",
    ),
)


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("name", type=ProfileSource(), required=False, metavar="[NAME|FILE]")
@json_option
@unmask_option
def profiles(name: str | None, as_json: bool, unmask: bool) -> None:
    """Show the terminal profiles, or all settings of one.

    A FILE ends in .toml; it is read whole and checked. Amounts are in fen. To change a setting, say
    `extends = "cn-classic"` in a file of your own, and name what differs.
    """
    from pos_emulator.commands.printing import print_json, print_pairs
    from pos_emulator.profile import load_profile, profile_names

    if name is None:
        found = [{"name": each, "about": about(each)} for each in profile_names()]
        if as_json:
            print_json({"profiles": found})
        else:
            print_pairs((each["name"], each["about"]) for each in found)
        return
    settings = plain_profile(load_profile(name), unmask=unmask)
    if as_json:
        print_json(settings)
        return
    delivered = plain_profile(load_profile(DELIVERED), unmask=True)
    plain = plain_profile(load_profile(name), unmask=True)
    changed = [key for key, value in plain.items() if value != delivered[key] and key != "name"]
    print_pairs(_lines(settings, changed))
    click.echo(f"\n{name} is right; * differs from {DELIVERED}" if changed else f"\n{name} is right")


def about(name: str) -> str:
    """What a packaged profile says of itself in its first line."""
    first = files("pos_emulator").joinpath("profiles", f"{name}.toml").read_text("utf-8").partition("\n")[0]
    return first.removeprefix("# ")


def plain_profile(profile: Profile, *, unmask: bool) -> dict[str, Any]:
    """All settings as JSON has them; delivered passwords are starred unless ``unmask``."""
    plain: dict[str, Any] = {}
    for each in fields(profile):
        value = getattr(profile, each.name)
        plain[each.name] = "*" * len(value) if each.metadata.get("secret") and not unmask else value
    plain["menu"] = {
        title: [f"{entry.digit} {entry.item}" for entry in entries] for title, entries in profile.menu.items()
    }
    return plain


def _lines(settings: dict[str, Any], changed: list[str]) -> Iterator[tuple[str, str]]:
    for key, value in settings.items():
        mark = "* " if key in changed else "  "
        if key == "menu":
            yield from ((f"{mark}menu.{title}", ", ".join(entries)) for title, entries in value.items())
        else:
            yield f"{mark}{key}", str(value).lower() if isinstance(value, bool) else str(value)
