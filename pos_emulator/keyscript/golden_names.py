"""What the golden of a scenario is called: words of its name, which fit on any file system."""

from __future__ import annotations

import hashlib
import re
from unicodedata import normalize

from pos_emulator.keyscript.card_numbers import without_card_numbers

_MOST_OCTETS = 120
"""Of a name without its ending; a file system takes 255 of them, and others add to a name."""
_DIGEST = 8


def golden_name(name: str, row: int) -> str:
    """The file of a scenario, or of a row of its Examples: `void-a.txt`, `code-25.2.txt`."""
    folded = normalize("NFC", without_card_numbers(name)).casefold()
    words = "-".join(re.findall(r"\w+", folded)) or "scenario"
    octets = words.encode("utf-8")
    if len(octets) > _MOST_OCTETS:
        digest = hashlib.sha256(octets).hexdigest()[:_DIGEST]
        begin = octets[: _MOST_OCTETS - _DIGEST - 1].decode("utf-8", "ignore")
        words = f"{begin.rstrip('-')}-{digest}"
    return f"{words}.{row}.txt" if row else f"{words}.txt"
