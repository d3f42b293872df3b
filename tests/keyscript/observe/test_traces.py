from __future__ import annotations

import pytest

from tests.keyscript.playing import problem_at_shop


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        pytest.param(["Sale 5.00", 'Expect Receipt customer "消费"'], "", id="receipt"),
        pytest.param(["Sale 5.00", "Settle", 'Expect Receipt report "5.00"'], "", id="settlement-slip"),
        pytest.param(
            ["Sale 5.00", 'Expect Receipt fault "消费"'], "2: no fault slip was printed", id="no-such-receipt"
        ),
        pytest.param(
            ["Sale 5.00", 'Expect Receipt merchant "退货"'],
            "2: the last merchant slip does not say so",
            id="other-receipt",
        ),
        pytest.param(["Host reply 51", "Sale 5.00", "Expect Why scripted-reply"], "", id="host-rule"),
        pytest.param(["Line unplug", "Sale 5.00", "Expect Why no-line"], "", id="guard"),
        pytest.param(
            ["Host reply 51", "Sale 5.00", "Expect Why silent"],
            "3: the reasons given: host-declined, scripted-reply",
            id="other-reason",
        ),
        pytest.param(
            ["Menu echo", "Expect Why no-line"], "2: the reasons given: none", id="an-echo-has-no-reason"
        ),
        pytest.param(["Clock +70s", "Expect Elapsed under 71s"], "", id="in-time"),
        pytest.param(
            ["Clock +70s", "Expect Elapsed under 70s"], "2: 70 s of virtual time have passed", id="too-late"
        ),
        pytest.param(["Menu void", "Keys 000000 Enter", 'Expect Log "password wrong"'], "", id="audit-log"),
        pytest.param(['Expect Log "never"'], "1: the log does not say so", id="not-in-the-log"),
    ],
)
def test_paper_reasons_log_and_time(lines: list[str], problem: str) -> None:
    assert problem_at_shop(*lines) == problem
