from __future__ import annotations

from pos_emulator.firmware.peripherals import Key, Screen, Slip
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import ScreenShown, SlipPrinted, WireSeen
from pos_emulator.runtime.virtual_time import FIRST_MORNING
from pos_emulator.tui.film import KEY_SECONDS, PASSING_SECONDS, Reel, Shot, Stroke, shots

PIN, STAR, SENDING, DONE = Screen("pin"), Screen("pin", ("*",)), Screen("sending"), Screen("done")
ASKED = WireSeen(FIRST_MORNING, Direction.TO_HOST, "frame")
SLIP = Slip("merchant", ())


def shown(found: list[Shot]) -> list[tuple[str, float]]:
    """The screens in their order, and how long each is looked at."""
    return [
        (each.screen.name, shot.seconds)
        for shot in found
        for each in shot.notices
        if isinstance(each, ScreenShown)
    ]


def test_screens_that_pass_are_looked_at_and_the_last_one_stays() -> None:
    found = list(shots(Reel(((0, SENDING), (1, DONE)))))
    assert shown(found) == [("sending", PASSING_SECONDS), ("done", 0.0)]


def test_typing_on_one_screen_is_not_slowed_down() -> None:
    assert shown(list(shots(Reel(((0, PIN), (0, STAR), (0, DONE)))))) == [
        ("pin", 0.0),
        ("pin", PASSING_SECONDS),
        ("done", 0.0),
    ]


def test_a_message_and_a_slip_come_with_the_screen_of_their_moment() -> None:
    found = list(shots(Reel(((1, SENDING), (3, DONE)), ((4, SLIP),), ((2, ASKED),))))
    assert [shot.notices for shot in found] == [
        (ScreenShown(SENDING),),
        (ASKED, ScreenShown(DONE)),
        (SlipPrinted(SLIP),),
    ]


def test_keys_lead_to_their_screens() -> None:
    found = list(
        shots(
            Reel(((0, PIN), (0, STAR), (1, SENDING), (2, DONE))),
            [Stroke("5", 1), Stroke("*", 2), Stroke("Enter", 4)],
        )
    )
    assert [(shot.key, shot.openly, shot.seconds) for shot in found] == [
        (Key.DIGIT_5, True, KEY_SECONDS),
        (Key.DIGIT_0, False, KEY_SECONDS),
        (Key.ENTER, True, PASSING_SECONDS),
        (None, True, 0.0),
    ]
    assert [name for name, _ in shown(found)] == ["pin", "pin", "sending", "done"]


def test_a_secret_is_one_hidden_key_for_each_star() -> None:
    found = list(shots(Reel(((0, PIN), (0, STAR))), [Stroke("Secret supervisor", 2)]))
    assert [(shot.openly, shot.key is None) for shot in found] == [(False, False), (False, False)]


def test_a_key_that_shows_nothing_new_is_still_pressed() -> None:
    assert list(shots(Reel(), [Stroke("Cancel", 0)])) == [Shot(key=Key.CANCEL, seconds=KEY_SECONDS)]


def test_what_is_done_at_the_counter_presses_no_key() -> None:
    (shot,) = shots(Reel(((0, PIN),)), [Stroke("Card swipe demo-debit", 1)])
    assert (shot.key, shot.seconds, shot.notices) == (None, 0.0, (ScreenShown(PIN),))


def test_between_two_strokes_the_last_of_several_screens_is_looked_at_too() -> None:
    reel = Reel(((0, SENDING), (0, DONE), (0, PIN)))
    found = list(shots(reel, [Stroke("Enter", 2), Stroke("Enter", 3)]))
    assert [shot.seconds for shot in found] == [PASSING_SECONDS, 0.0, PASSING_SECONDS, KEY_SECONDS]
