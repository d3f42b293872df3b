"""Failures as annotations of GitHub: they stand beside the line of the script."""

from __future__ import annotations

from pos_emulator.keyscript.runner.result import Result


def annotation(result: Result) -> str:
    """The workflow command for one scenario; empty where nothing is wrong."""
    failure = result.failure
    if failure is None or result.outcome.is_well:
        return ""
    message = "\n".join((failure.problem, *failure.evidence, f"again: {result.again}"))
    file, title = _property(failure.file), _property(result.title)
    return f"::error file={file},line={failure.line},title={title}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
