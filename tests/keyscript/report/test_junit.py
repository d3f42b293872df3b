from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from pos_emulator.keyscript.report.junit import junit_xml
from pos_emulator.keyscript.runner.result import Failure, Outcome
from pos_emulator.keyscript.runner.summary import Summary
from tests.keyscript.playing import at_shop

PASSED = at_shop("Clock +2s")
FAILURE = Failure(
    "x.keys", 9, "no <such> screen\x07", ("x.keys:9:3: no", "  | Expect"), ("last keys: Enter",)
)
FAILED = replace(PASSED, name="f", outcome=Outcome.FAILED, failure=FAILURE)


def test_what_passed_and_what_failed() -> None:
    assert (
        junit_xml(Summary((PASSED, FAILED), 2))
        == """\
<?xml version="1.0" encoding="utf-8"?>
<testsuites>
  <testsuite name="x.keys" tests="2" failures="1" errors="0" skipped="0" time="0.000">
    <properties>
      <property name="virtual_seconds" value="4.000" />
    </properties>
    <testcase classname="x.keys" name="s" time="0.000" />
    <testcase classname="x.keys" name="f" time="0.000">
      <failure message="no &lt;such&gt; screen\ufffd">x.keys:9:3: no
  | Expect
last keys: Enter
again: pos-emulator run x.keys:4 --seed 1</failure>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_known_failures_are_skipped_and_broken_ones_errors() -> None:
    known = replace(FAILED, outcome=Outcome.KNOWN, known_failure="as it is")
    broken = replace(FAILED, outcome=Outcome.CRASHED)
    root = ElementTree.fromstring(junit_xml(Summary((known, broken), 2)))
    suite = root[0]
    assert (suite.get("failures"), suite.get("errors"), suite.get("skipped")) == ("0", "1", "1")
    first, second = suite.iter("testcase")
    assert first[0].get("message") == "as it is"
    assert second[0].tag == "error"


def test_time_on_a_line_is_what_somebody_waited() -> None:
    (suite,) = ElementTree.fromstring(junit_xml(Summary((replace(PASSED, backend="pty"),), 1)))
    assert [each.tag for each in suite] == ["testcase"]
    assert (suite.get("time"), suite[0].get("time")) == ("2.000", "2.000")


def test_unused_goldens_and_an_interruption_count() -> None:
    root = ElementTree.fromstring(junit_xml(Summary((), 1, ("goldens/a.txt",), interrupted=True)))
    suite = root[0]
    assert (suite.get("name"), suite.get("failures"), suite.get("errors")) == ("run", "1", "1")
    assert [case[0].get("message") for case in suite] == ["no scenario uses goldens/a.txt", "interrupted"]


def test_goldens_that_could_not_be_written_are_an_error() -> None:
    (suite,) = ElementTree.fromstring(junit_xml(Summary((), 0, unwritable="goldens/a: a file is there")))
    assert (suite.get("name"), suite.get("tests"), suite.get("errors")) == ("run", "1", "1")
    assert suite[0][0].get("message") == "goldens/a: a file is there"
