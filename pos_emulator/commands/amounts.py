"""Amounts of money on the command line: 58.00, as on a slip."""

from __future__ import annotations

import re
from typing import Any

import click

MOST_FEN = 10**14

_FORM = re.compile(r"([0-9]{1,15})(?:\.([0-9]{2}))?")


class Amount(click.ParamType[int]):
    """An amount as it is spoken, ``58.00`` or ``58``; becomes fen."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Fen."""
        if isinstance(value, int):
            return value
        match = _FORM.fullmatch(str(value).replace(",", ""))
        if match is None or (fen := int(match[1]) * 100 + int(match[2] or 0)) > MOST_FEN:
            self.fail(f"{str(value)!r} is no amount such as 58.00", param, ctx)
        return fen
