"""Profile, language and seed that somebody asked for, in place of what a script says at its top."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pos_emulator.keyscript.script import Script
from pos_emulator.keyscript.steps.structure import UseLang, UseProfile, UseSeed


@dataclass(frozen=True, slots=True)
class Asked:
    """Settings for scripts; empty or None asks for nothing.

    Attributes:
        profile: The name of a packaged profile, or a file.
        lang: `zh` or `en`.
        seed: What all randomness follows from.
    """

    profile: str = ""
    lang: str = ""
    seed: int | None = None

    def over(self, script: Script) -> Script:
        """The script with these settings in place of its own."""
        return replace(
            script,
            profile=UseProfile(self.profile) if self.profile else script.profile,
            lang=UseLang(self.lang) if self.lang else script.lang,
            seed=script.seed if self.seed is None else UseSeed(self.seed),
        )

    def behind(self, script: Script) -> Script:
        """The script with these settings where it has none of its own."""
        own = Asked(
            "" if script.profile else self.profile,
            "" if script.lang else self.lang,
            None if script.seed else self.seed,
        )
        return own.over(script)


NOTHING = Asked()
