"""The report as JUnit XML: one suite a file, one case a scenario.

Times are those that somebody waited: on the core they are 0, so that the report is the same each time
and no dashboard takes virtual time for a slow test. What passed there is a property of the suite.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from pos_emulator.keyscript.backends.backend import CORE
from pos_emulator.keyscript.runner.result import Outcome, Result
from pos_emulator.keyscript.runner.summary import Summary

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(summary: Summary) -> str:
    """The document."""
    root = ElementTree.Element("testsuites")
    files: dict[str, list[Result]] = {}
    for result in summary.results:
        files.setdefault(result.file, []).append(result)
    for file, results in files.items():
        _suite(root, file, results)
    if summary.unused_goldens or summary.unwritable or summary.interrupted:
        suite = ElementTree.SubElement(root, "testsuite", name="run")
        for path in summary.unused_goldens:
            _failed(_case(suite, "unused golden", path), "failure", f"no scenario uses {path}", "")
        if summary.unwritable:
            _failed(_case(suite, "run", "goldens"), "error", summary.unwritable, "")
        if summary.interrupted:
            _failed(_case(suite, "run", "interrupted"), "error", "interrupted", summary.line)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(summary.unused_goldens)))
        suite.set("errors", str(int(summary.interrupted) + bool(summary.unwritable)))
    ElementTree.indent(root)
    text: str = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'


def _suite(root: ElementTree.Element, file: str, results: Sequence[Result]) -> None:
    suite = ElementTree.SubElement(root, "testsuite", name=_clean(file))
    virtual = [result.seconds for result in results if _is_virtual(result)]
    if virtual:
        properties = ElementTree.SubElement(suite, "properties")
        ElementTree.SubElement(properties, "property", name="virtual_seconds", value=f"{sum(virtual):.3f}")
    counts = dict.fromkeys(("failures", "errors", "skipped"), 0)
    seconds = 0.0
    for result in results:
        waited = 0.0 if _is_virtual(result) else result.seconds
        seconds += waited
        case = _case(suite, file, result.title, seconds=waited)
        failure = result.failure
        if failure is None:
            continue
        text = "\n".join((*failure.shown, *failure.evidence, f"again: {result.again}"))
        match result.outcome:
            case Outcome.KNOWN:
                ElementTree.SubElement(case, "skipped", message=_clean(result.known_failure))
                counts["skipped"] += 1
            case Outcome.CRASHED:
                _failed(case, "error", failure.problem, text)
                counts["errors"] += 1
            case _:
                _failed(case, "failure", failure.problem, text)
                counts["failures"] += 1
    suite.set("tests", str(len(results)))
    for name, count in counts.items():
        suite.set(name, str(count))
    suite.set("time", f"{seconds:.3f}")


def _is_virtual(result: Result) -> bool:
    return result.backend == CORE.name


def _case(
    suite: ElementTree.Element, file: str, name: str, *, seconds: float | None = None
) -> ElementTree.Element:
    case = ElementTree.SubElement(suite, "testcase", classname=_clean(file), name=_clean(name))
    if seconds is not None:
        case.set("time", f"{seconds:.3f}")
    return case


def _failed(case: ElementTree.Element, kind: str, message: str, text: str) -> None:
    ElementTree.SubElement(case, kind, message=_clean(message)).text = _clean(text)


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
