from __future__ import annotations

from pos_emulator.training.onlooker import onlooker_lines


def test_unshielded_rows_are_seen_but_no_digit() -> None:
    side, ceiling, heat, sound = onlooker_lines("4470", shielded=False, lang="en")
    assert side.endswith("keys pressed: four, roughly in rows B B C D")
    assert ceiling.endswith("roughly in rows B B C D")
    assert heat.endswith("keys still warm: three, their order is not seen")
    assert sound.endswith("all keys sound alike")


def test_more_keys_than_anybody_counts() -> None:
    side, _, heat, _ = onlooker_lines("123456789012", shielded=False, lang="en")
    assert side == "Beside you: keys pressed: many, roughly in rows B B C C C D A A"
    assert "many" in heat


def test_shielded_only_the_count_is_left() -> None:
    side, ceiling, heat, _ = onlooker_lines("4470", shielded=True, lang="zh")
    assert (side, ceiling) == ("旁边的人: 按了四个键", "天花板摄像头: 只看到手")
    assert "三个键" in heat


def test_keys_of_one_row_look_alike() -> None:
    assert onlooker_lines("123", shielded=False, lang="en") == onlooker_lines(
        "312", shielded=False, lang="en"
    )


def test_before_the_first_key_nobody_knows_anything() -> None:
    assert all(line.endswith("no key yet") for line in onlooker_lines("", shielded=False, lang="en"))
