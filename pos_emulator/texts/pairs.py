"""Words in both languages side by side, as tables in the code have them."""

from __future__ import annotations

from pos_emulator.texts.catalogue import LANGUAGES

Pair = tuple[str, str]
"""The same in Chinese and in English, in the order of `LANGUAGES`."""


def in_language(pair: Pair, lang: str, **values: object) -> str:
    """The words in ``zh`` or ``en``, with ``values`` filled in.

    Raises:
        ValueError: it is neither language.
    """
    text = pair[LANGUAGES.index(lang)]
    return text.format(**values) if values else text
