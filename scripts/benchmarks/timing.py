"""Taking time: contenders by turns, medians, no garbage collection meanwhile."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from statistics import median

Samples = Mapping[str, list[float]]
"""Seconds by contender, one figure a round."""


@contextmanager
def no_collection() -> Iterator[None]:
    """No garbage is collected meanwhile; what there is, before."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def seconds(run: Callable[[], object], times: int = 1) -> float:
    """How long one call takes, of so many in a row."""
    began = time.perf_counter()
    for _ in range(times):
        run()
    return (time.perf_counter() - began) / times


def by_turns(contenders: Mapping[str, Callable[[], float]], *, rounds: int) -> Samples:
    """What each contender says it took, all of them once a round: slow phases fall on all alike."""
    samples: dict[str, list[float]] = {name: [] for name in contenders}
    with no_collection():
        for number in range(rounds):
            names = list(contenders)
            # In turn from either end, so that nobody always follows the same neighbour.
            for name in names if number % 2 else reversed(names):
                samples[name].append(contenders[name]())
    return samples


def paired_ratio(samples: Samples, ours: str, theirs: str) -> float:
    """The median over the rounds of ours to theirs."""
    return median(a / b for a, b in zip(samples[ours], samples[theirs], strict=True))
