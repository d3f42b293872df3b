from __future__ import annotations

from pos_emulator.firmware.flash import MemoryFlash
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.runner.training_secrets import factory_secrets, keep_secrets, training_secrets
from pos_emulator.profile import load_profile

CLASSIC, HARDENED = load_profile("cn-classic"), load_profile("hardened")


def test_secrets_as_delivered() -> None:
    secrets = factory_secrets(CLASSIC)
    named = ("supervisor", "refund", "admin", "operator-05", "demo-debit")
    assert [secrets[name].reveal() for name in named] == ["123456", "123456", "12345678", "0000", "123456"]
    assert "demo-foreign" not in secrets
    assert factory_secrets(HARDENED)["refund"].reveal() == "654321"


def test_training_secrets_follow_from_the_seed_and_have_the_right_length() -> None:
    secrets = training_secrets(CLASSIC, 1)
    assert [len(secrets[name].reveal()) for name in ("supervisor", "admin", "operator-01")] == [6, 8, 4]
    assert secrets["refund"] == secrets["supervisor"] != training_secrets(CLASSIC, 2)["supervisor"]
    assert training_secrets(HARDENED, 1)["refund"] != training_secrets(HARDENED, 1)["supervisor"]
    assert secrets["demo-debit"].reveal() == "123456"


def test_their_records_are_kept() -> None:
    flash, secrets = MemoryFlash(), training_secrets(CLASSIC, 1)
    keep_secrets(flash, CLASSIC, secrets)
    kept = State(flash).passwords
    assert set(kept.names()) == {"supervisor", "refund", "admin", *(f"operator-0{n}" for n in range(1, 6))}
    record = kept.get("supervisor")
    assert record is not None
    assert record.record.matches(secrets["supervisor"])
    assert not record.record.matches(factory_secrets(CLASSIC)["supervisor"])
    assert record.record.n == 2
