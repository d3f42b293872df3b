from __future__ import annotations

import pytest

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.keyscript.recorder.strokes import Stroke
from pos_emulator.keyscript.recorder.typed_secrets import SecretNames
from pos_emulator.keyscript.runner.training_secrets import factory_secrets, training_secrets
from pos_emulator.profile import load_profile

SECRETS = training_secrets(load_profile("cn-classic"), 5)


def entry(prompt: str, digits: str, *, right: bool | None = None, after: str = "") -> Stroke:
    at = Screen(prompt, fields={"stars": 0})
    stroke = Stroke(at, keys=[*(Key(digit) for digit in digits), Key.ENTER], secret=digits, right=right)
    stroke.after = [Screen(after)] if after else []
    return stroke


def names(operator: str = "01", card: str = "") -> SecretNames:
    found = SecretNames(SECRETS, operator)
    found.learn(Stroke(Screen("idle.signed-on"), words=("Card", "swipe", card)))
    return found


def value(typed: tuple[str, ...]) -> str:
    return "".join(SECRETS[name].reveal() for name in typed)


@pytest.mark.parametrize(
    ("prompt", "digits", "name"),
    [
        ("void.password", "483920", "supervisor"),
        ("refund.password", "483920", "refund"),
        ("logon.password", "4839", "operator-01"),
        ("change.old", "4839", "operator-01"),
        ("change.old", "483920", "supervisor"),
        ("change.old", "48392011", "admin"),
        ("password.unlock", "483920", "unlock-code"),
        ("password.unlock", "48392011", "admin"),
    ],
)
def test_a_right_password_is_that_of_its_prompt(prompt: str, digits: str, name: str) -> None:
    assert names().of(entry(prompt, digits, right=True)) == (name,)


@pytest.mark.parametrize(
    ("prompt", "digits", "name"),
    [
        ("void.password", "483920", "supervisor"),
        ("logon.password", "4839", "operator-01"),
        ("change.old", "48392011", "admin"),
    ],
)
def test_a_wrong_one_is_another_of_the_same_length(prompt: str, digits: str, name: str) -> None:
    typed = value(names().of(entry(prompt, digits, right=False)))
    assert len(typed) == len(digits)
    assert typed not in (digits, SECRETS[name].reveal())


@pytest.mark.parametrize(
    ("stroke", "remark"),
    [
        (entry("void.password", "483920", right=True), ""),
        (entry("void.password", "111111", right=False), "a wrong one: what was typed is not kept"),
        (entry("sale.pin", "123456"), ""),
        (entry("sale.pin", "999999"), "a wrong one: what was typed is not kept"),
        (entry("change.new", "739182", after="change.again"), "a new password: what was typed is not kept"),
        (
            entry("change.again", "999999", after="change.different"),
            "a wrong one: what was typed is not kept",
        ),
        (
            entry("password.unlock", "483920", after="password.code-wrong"),
            "a wrong one: what was typed is not kept",
        ),
    ],
    ids=lambda value: value.at.name if isinstance(value, Stroke) else None,
)
def test_who_reads_it_is_told_where_a_name_stands_in(stroke: Stroke, remark: str) -> None:
    found = names(card="demo-debit")
    found.of(entry("change.old", "483920", right=True))
    stroke.names = found.of(stroke)
    assert found.remark(stroke) == remark


def test_the_operator_who_was_typed_is_asked_for_the_password() -> None:
    found = names()
    found.learn(Stroke(Screen("logon.operator"), keys=[Key.ENTER], typed="03"))
    assert found.of(entry("logon.password", "4839", right=True)) == ("operator-03",)


@pytest.mark.parametrize(("card", "pin"), [("demo-debit", "123456"), ("demo-credit", "246810")])
def test_a_pin_is_that_of_the_card_or_wrong(card: str, pin: str) -> None:
    found = names(card=card)
    assert found.of(entry("sale.pin", pin)) == (card,)
    wrong = value(found.of(entry("void.pin", "999999")))
    assert len(wrong) == 6
    assert wrong != pin


@pytest.mark.parametrize("ended", [Key.CANCEL, Key.DIGIT_1])
def test_what_was_not_entered_is_not_typed(ended: Key) -> None:
    stroke = entry("void.password", "4839")
    stroke.keys[-1] = ended
    assert names().of(stroke) == ()


def test_a_changed_password_goes_by_another_name_from_then_on() -> None:
    found = names()
    assert found.of(entry("change.old", "483920", right=True)) == ("supervisor",)
    assert found.of(entry("change.new", "111111", after="change.weak")) == ("supervisor",)
    (new,) = found.of(entry("change.new", "739182", after="change.again"))
    assert new != "supervisor"
    assert found.of(entry("change.again", "999999", after="change.different")) != (new,)
    assert found.of(entry("change.new", "739182", after="change.again")) == (new,)
    assert found.of(entry("change.again", "739182", after="change.done")) == (new,)
    assert found.of(entry("void.password", "739182", right=True)) == (new,)


def test_where_all_operators_have_the_same_password_a_longer_secret_is_wrong() -> None:
    profile = load_profile("cn-classic")
    found = SecretNames(factory_secrets(profile), "01")
    (name,) = found.of(entry("logon.password", "4839", right=False))
    assert not factory_secrets(profile)[name].reveal().startswith("0000")
    found.of(entry("change.old", "4839", right=True))
    (new,) = found.of(entry("change.new", "7391", after="change.again"))
    assert factory_secrets(profile)[new].reveal()[:4] not in ("0000", "1234")
