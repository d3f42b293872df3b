from __future__ import annotations

from pos_emulator.keyscript.asked import NOTHING, Asked
from pos_emulator.keyscript.script import Script
from tests.keyscript.playing import script

OWN = script('Profile hardened\nSeed 5\nLang zh\nScenario "s"\n  Enter\n')
NONE = script('Scenario "s"\n  Enter\n')
ASKED = Asked("qa", "en", 9)


def settings(of: Script) -> tuple[str | None, str | None, int | None]:
    return (
        of.profile.name if of.profile else None,
        of.lang.lang if of.lang else None,
        of.seed.seed if of.seed else None,
    )


def test_over_is_in_place_of_what_the_script_says() -> None:
    assert settings(ASKED.over(OWN)) == settings(ASKED.over(NONE)) == ("qa", "en", 9)
    assert settings(Asked(lang="en").over(OWN)) == ("hardened", "en", 5)


def test_behind_is_for_what_the_script_does_not_say() -> None:
    assert settings(ASKED.behind(OWN)) == ("hardened", "zh", 5)
    assert settings(ASKED.behind(NONE)) == ("qa", "en", 9)


def test_nothing_changes_nothing() -> None:
    assert NOTHING.over(OWN) == NOTHING.behind(OWN) == OWN
    assert NOTHING.over(NONE) == NONE
