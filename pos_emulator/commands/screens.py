"""``screens``: every screen, field and menu entry by name; the only list, made from the product itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from pos_emulator.commands.command import Example, ExampleCommand, OneOf
from pos_emulator.commands.options import LANGUAGES, json_option, lang_option
from pos_emulator.commands.screen_examples import FIELD_EXAMPLES, SCREEN_EXAMPLES, TITLE_EXAMPLES

if TYPE_CHECKING:
    from pos_emulator.profile import Profile

EXAMPLES = (
    Example("pos-emulator screens void.check", "one screen in both languages, with its fields"),
    Example("pos-emulator screens --names | grep refund", "names only"),
    Example("pos-emulator screens --lang en", "all of them, in one language"),
)


def _names() -> tuple[str, ...]:
    from pos_emulator.texts import Texts

    return Texts("zh").names()


@click.command(cls=ExampleCommand, examples=EXAMPLES)
@click.argument("name", type=OneOf("screen", _names), required=False, metavar="[NAME]")
@click.option("--names", is_flag=True, help="Only the names of the screens, one a line.")
@json_option
@lang_option
def screens(name: str | None, names: bool, as_json: bool, lang: str | None) -> None:
    """Show every screen by name, filled with example values, in both languages.

    Behind a name stand its fields: what a script may ask of the screen. After the screens come
    the entries of the menus and all fields.
    """
    from pos_emulator.commands.printing import heading, print_json, print_pairs
    from pos_emulator.profile import load_profile

    profile = load_profile("cn-classic")
    languages = LANGUAGES if lang is None else (lang,)
    shown = [plain_screen(each, profile, languages) for each in (_names() if name is None else (name,))]
    if names:
        click.echo("\n".join(screen["name"] for screen in shown))
    elif as_json and name is not None:
        print_json(shown[0])
    elif as_json:
        print_json({"screens": shown, "menus": menu_entries(profile), "fields": sorted(_fields(shown))})
    else:
        for screen in shown:
            _print(screen)
        if name is None:
            heading("menu entries")
            print_pairs(
                ((menu, " ".join(entries)) for menu, entries in menu_entries(profile).items()), indent="  "
            )
            heading("fields")
            print_pairs(
                ((field, str(FIELD_EXAMPLES.get(field, ""))) for field in sorted(_fields(shown))), indent="  "
            )


def plain_screen(name: str, profile: Profile, languages: tuple[str, ...] = LANGUAGES) -> dict[str, Any]:
    """A screen as JSON has it: its fields, and its rows by language; none where this profile has no such page."""
    from pos_emulator.texts import Texts

    rows: dict[str, list[str]] = {}
    fields = frozenset[str]()
    for lang in languages:
        texts = Texts(lang)
        fields = texts.placeholders(name)
        values = example_values(name, profile, lang=lang)
        if "items" in fields and not values["items"]:
            rows[lang] = []
            continue
        pages = texts.pages(name, values)
        rows[lang] = list(pages[0]) if pages else []
    return {"name": name, "fields": sorted(fields - {"items", "title", "text"}), "rows": rows}


def example_values(name: str, profile: Profile, *, lang: str) -> Mapping[str, object]:
    """What the example of a screen is filled with."""
    values: dict[str, object] = {**FIELD_EXAMPLES, "merchant": profile.merchant(lang), "items": ()}
    kind = name.partition(".")[0]
    if kind in TITLE_EXAMPLES:
        values["title"] = TITLE_EXAMPLES[kind]
    if kind == "menu":
        menu = name.removeprefix("menu.").rstrip("0123456789").removesuffix("-")
        values["items"] = [tuple(entry.split(" ", 1)) for entry in menu_entries(profile).get(menu, ())]
    return {**values, **SCREEN_EXAMPLES.get(name, {})}


def menu_entries(profile: Profile) -> dict[str, list[str]]:
    """The entries of each menu that do something, as ``1 sale``."""
    from pos_emulator.firmware.menu import FLOWS, SUBMENUS

    return {
        title: [f"{entry.digit} {entry.item}" for entry in entries if entry.item in (*FLOWS, *SUBMENUS)]
        for title, entries in profile.menu.items()
    }


def _fields(shown: list[dict[str, Any]]) -> set[str]:
    return {field for screen in shown for field in screen["fields"]}


def _print(screen: dict[str, Any]) -> None:
    from pos_emulator.commands.printing import printable

    fields = " ".join(screen["fields"])
    click.echo(f"{click.style(screen['name'], bold=True)}{f'  fields: {fields}' if fields else ''}")
    rows = [rows for rows in screen["rows"].values() if rows]
    if not rows:
        click.echo("  not used by the profile cn-classic")
    for together in zip(*rows, strict=True):
        click.echo("  " + "  ".join(f"|{printable(row)}|" for row in together))
    click.echo()
