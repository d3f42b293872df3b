"""The benchmarks still speak to the product as it is; how fast it is they say themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.mark.parametrize(
    "works",
    [
        pytest.param("from benchmarks.exchange import sample; assert sample()[1][39] == '00'", id="exchange"),
        pytest.param("import benchmarks.growth, benchmarks.start, benchmarks.window", id="imports"),
        pytest.param(
            "from benchmarks.void_script import same_by_hand, script; script(); same_by_hand()", id="script"
        ),
        pytest.param("import benchmarks.memory, benchmarks.codec", id="more-imports"),
    ],
)
def test_what_is_measured_works(works: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", works],
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
