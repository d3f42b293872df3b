"""A file as lines that hold something, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pos_emulator.keyscript.errors import BadText, ScriptError
from pos_emulator.keyscript.places import Place

MOST_CHARACTERS = 5000
"""Of a line, as written and with the values of Examples in it."""


def lines_of(text: str | bytes, file: str) -> tuple[list[Place], list[ScriptError]]:
    """The lines with something but blanks and comments on them; bytes that are not UTF-8 are errors."""
    errors: list[ScriptError] = []
    lines: list[Place] = []
    for number, line in enumerate(_decoded_lines(text, file, errors), start=1):
        shown = line.lstrip(" \t")
        if len(line) > MOST_CHARACTERS:
            place = Place(file, number, MOST_CHARACTERS, 1, line[:MOST_CHARACTERS])
            errors.append(BadText(place, f"a line has at most {MOST_CHARACTERS} characters"))
        elif shown and not shown.startswith("#"):
            lines.append(Place(file, number, 1, 1, line))
    return lines, errors


def _decoded_lines(text: str | bytes, file: str, errors: list[ScriptError]) -> Iterable[str]:
    """Every line; one that is not UTF-8 is empty and an error. Only where there is one, each is looked at."""
    try:
        whole = text.decode("utf-8") if isinstance(text, bytes) else text
        whole.encode("utf-8")
    except UnicodeError:
        return _line_by_line(text, file, errors)
    return _lines_in(whole)


def _line_by_line(text: str | bytes, file: str, errors: list[ScriptError]) -> Iterator[str]:
    for number, raw in enumerate(_raw_lines(text), start=1):
        line, error = _decoded(raw, file, number)
        if error is not None:
            errors.append(error)
        yield line


def _raw_lines(text: str | bytes) -> Sequence[str | bytes]:
    if isinstance(text, bytes):
        return [line.removesuffix(b"\r") for line in text.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    return _lines_in(text)


def _lines_in(text: str) -> list[str]:
    """Lines without their ends; only LF and CR LF end one, so that all programs count alike."""
    return [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]


def _decoded(raw: str | bytes, file: str, number: int) -> tuple[str, ScriptError | None]:
    if raw.isascii():
        return raw if isinstance(raw, str) else raw.decode("ascii"), None
    try:
        line = raw if isinstance(raw, str) else raw.decode("utf-8")
        line.encode("utf-8")
    except UnicodeDecodeError as error:
        shown = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
        column = len(error.object[: error.start].decode("utf-8")) + 1
        place = Place(file, number, column, 1, shown)
        octet = error.object[error.start]
        return "", BadText(place, f"byte {octet:#04x} is not UTF-8", hint="save the file as UTF-8")
    except UnicodeEncodeError as error:
        shown = line.encode("utf-8", "replace").decode("utf-8")
        return "", BadText(Place(file, number, error.start + 1, 1, shown), "half a character is not UTF-8")
    return line, None
