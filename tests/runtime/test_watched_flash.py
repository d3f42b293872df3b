from __future__ import annotations

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.runtime.watched_flash import WatchedFlash


def test_is_the_flash_behind_it() -> None:
    behind = MemoryFlash()
    flash = WatchedFlash(behind)
    flash.put("lang", "en")
    flash.put("batch", 1, "000001")
    assert flash.commit() is True
    flash.delete("lang")
    flash.discard()
    assert (flash.get("lang"), behind.get("lang")) == ("en", "en")
    assert (list(flash.keys("batch")), flash.count("batch")) == (["000001"], 1)
    assert list(flash.everything()) == ["", "en", "000001", 1]
    flash.delete("batch", "000001")
    flash.commit()
    assert behind.count("batch") == 0


def test_tells_once_that_something_was_kept() -> None:
    flash = WatchedFlash(MemoryFlash())
    assert flash.commit() is False
    assert flash.take_changed() is False
    flash.put("lang", "en")
    assert flash.take_changed() is False, "not yet kept"
    flash.commit()
    flash.commit()
    assert flash.take_changed() is True
    assert flash.take_changed() is False
