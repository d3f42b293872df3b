"""Every word on the display and the slips, in two languages, laid out to the column."""

from pos_emulator.texts.catalogue import LANGUAGES, Texts, TextsError
from pos_emulator.texts.layout import COLUMNS, cells, centre, edges, fit, money, pad_left, wrap

__all__ = [
    "COLUMNS",
    "LANGUAGES",
    "Texts",
    "TextsError",
    "cells",
    "centre",
    "edges",
    "fit",
    "money",
    "pad_left",
    "wrap",
]
