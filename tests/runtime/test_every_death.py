from __future__ import annotations

from pos_emulator.runtime.every_death import every_cut_point, every_host_death
from tests.end_to_end import scripts


def test_every_moment_of_the_terminal_once() -> None:
    benches = list(every_cut_point(scripts.sale, scripts.signed_on()))
    wheres = [bench.points.where for bench in benches]
    assert all(bench.terminal is None for bench in benches)
    inside = [where for where in wheres if "bytes of 0200" in where]
    frame = max(len(data) for _, data in benches[-1].wire if data[14:16] == b"\x02\x00")
    assert inside == [f"{count} of {frame} bytes of 0200 written" for count in range(1, frame)]
    assert wheres.count("before the commit") == wheres.count("after the commit")
    assert "WriteBytes" in wheres


def test_every_moment_of_the_acquirer_once() -> None:
    benches = list(every_host_death(scripts.sale, scripts.signed_on()))
    wheres = [bench.host.points.where for bench in benches]
    assert {"inside a unit of work", "before the ledger's commit", "after the ledger's commit"} <= set(wheres)
    assert sum("bytes of 0200 written" in where for where in wheres) > 100
    assert all(bench.terminal is not None for bench in benches)
