from __future__ import annotations

from pos_emulator.firmware.flash import MemoryFlash


def test_what_was_written_is_there_before_it_is_kept() -> None:
    flash = MemoryFlash()
    flash.put("batch", "record", "000001")
    assert flash.get("batch", "000001") == "record"
    assert list(flash.keys("batch")) == ["000001"]
    assert flash.count("batch") == 1


def test_power_loss_forgets_everything_since_the_last_commit() -> None:
    flash = MemoryFlash()
    flash.put("owed", "kept")
    assert flash.commit()
    flash.put("owed", "lost")
    flash.put("batch", "lost", "000001")
    flash.discard()
    assert flash.get("owed") == "kept"
    assert flash.get("batch", "000001") is None


def test_a_step_that_changed_nothing_commits_nothing() -> None:
    flash = MemoryFlash()
    assert not flash.commit()
    flash.put("lang", "en")
    assert flash.commit()
    assert not flash.commit()


def test_deleting_empties_a_cell_written_or_kept() -> None:
    flash = MemoryFlash()
    for key in ("a", "b", "c"):
        flash.put("batch", key.upper(), key)
    flash.commit()
    flash.delete("batch", "b")
    flash.put("batch", "D", "d")
    assert flash.get("batch", "b") is None
    assert list(flash.keys("batch")) == ["a", "c", "d"]
    assert flash.count("batch") == 3
    flash.delete("batch", "d")
    flash.commit()
    assert list(flash.keys("batch")) == ["a", "c"]
    assert flash.count("batch") == 2


def test_areas_keep_to_themselves() -> None:
    flash = MemoryFlash()
    flash.put("voids", "x", "000001")
    assert flash.get("batch", "000001") is None
    assert flash.count("batch") == 0
    assert list(flash.keys("nothing")) == []


def test_a_saved_point_does_not_follow() -> None:
    flash = MemoryFlash()
    flash.put("batch", 1, "a")
    flash.commit()
    saved = flash.copy()
    flash.put("batch", 2, "a")
    flash.commit()
    assert saved.get("batch", "a") == 1


def test_what_is_kept_goes_into_another_flash() -> None:
    flash, other = MemoryFlash(), MemoryFlash()
    flash.put("batch", 1, "a")
    flash.commit()
    flash.put("batch", 2, "b")
    flash.copy_into(other)
    assert other.commit()
    assert list(other.keys("batch")) == ["a"]
    assert other.get("batch", "a") == 1


def test_everything_is_what_is_kept_and_what_is_written() -> None:
    flash = MemoryFlash()
    flash.put("batch", "kept", "000001")
    flash.commit()
    flash.put("anything", "written", "a key")
    assert set(flash.everything()) == {"000001", "kept", "a key", "written"}
