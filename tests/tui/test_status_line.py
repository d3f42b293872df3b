from __future__ import annotations

import pytest

from pos_emulator.texts.layout import cells
from pos_emulator.tui.lines import LinesView
from pos_emulator.tui.status_line import StatusLine


def rows(width: int, lang: str, said: str = "") -> list[str]:
    status = StatusLine(id="status")
    status.set_reactive(LinesView.lang, lang)
    status.set_reactive(StatusLine.hint, "Enter to log on")
    status.set_reactive(StatusLine.always, "F1 help")
    status.set_reactive(StatusLine.said, (said, "warn"))
    return ["".join(bit.text for bit in row.bits) for row in status.lines(width)]


def test_the_hint_stands_beside_what_is_said() -> None:
    assert rows(80, "en")[0].startswith(" ▶ Enter to log on ")
    assert rows(80, "en")[0].endswith(" F1 help ")
    assert rows(80, "en", "no card is in the reader")[0] == (
        " ▶ Enter to log on  no card is in the reader" + " " * 28 + "F1 help "
    )


def test_what_is_said_at_length_stands_before_the_function_keys_not_the_hint() -> None:
    above, below = rows(80, "en", "x" * 60)
    assert above == " ▶ Enter to log on" + " " * 54 + "F1 help "
    assert below == " " + "x" * 60 + " F1 Help Tab Panel "
    assert "F1 help" not in rows(80, "en", "x" * 55)[0]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_function_keys_fit_and_quit_is_among_them(lang: str) -> None:
    bar = rows(80, lang)[1]
    assert cells(bar) <= 80
    assert "^Q" in bar
    assert cells(rows(100, lang)[1]) <= 100
    assert "^R" in rows(100, lang)[1]
    assert "^Y" in rows(160, lang)[1]


def test_the_lamp_of_a_recording_says_how_to_end_it() -> None:
    status = StatusLine(id="status")
    status.set_reactive(StatusLine.recording, True)
    assert "".join(bit.text for bit in status.lines(80)[0].bits).startswith(" ● REC ^R ▶ ")
    assert status.lines(80)[0].bits[0].action == "app.record"


def test_another_window_has_other_function_keys() -> None:
    status = StatusLine(id="status", buttons=(("hint", "app.hint"), ("quit", "app.quit")))
    status.set_reactive(LinesView.lang, "en")
    assert [bit.text for bit in status.lines(80)[1].bits if bit.action] == ["h Hint", "^Q Quit"]
