from __future__ import annotations

from tests.keyscript.playing import at_shop


def test_a_snapshot_is_the_screen_and_the_slips_since_the_one_before() -> None:
    result = at_shop("Expect Snapshot idle", "Sale 58.00", "Expect Snapshot sold", "Expect Snapshot again")
    assert [(each.name, each.line) for each in result.snapshots] == [("idle", 5), ("sold", 7), ("again", 8)]
    assert [each.text.count("\nslip ") for each in result.snapshots] == [0, 2, 0]
    assert result.snapshots[0].text.startswith("screen idle.signed-on\n|   训练便利店   |\n")
    assert "slip merchant\n" in result.snapshots[1].text
    assert "622424******0069" in result.snapshots[1].text
