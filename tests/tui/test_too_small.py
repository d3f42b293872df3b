from __future__ import annotations

from pos_emulator.tui.too_small import too_small


def test_it_says_how_big_the_window_must_be_and_is() -> None:
    assert too_small(79, 20, lang="zh").splitlines() == [
        "窗口太小",
        "至少要 80 列 × 24 行",
        "现在是 79 列 × 20 行",
    ]
    assert "It has 79 columns × 20 rows" in too_small(79, 20, lang="en")
