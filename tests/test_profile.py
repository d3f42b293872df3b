from __future__ import annotations

from pathlib import Path

import pytest

from pos_emulator.profile import MENUS, MenuEntry, ProfileError, load_profile, profile_names
from pos_emulator.texts import LANGUAGES, Texts


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_profiles_that_come_with_it() -> None:
    assert profile_names() == ("cn-classic", "hardened", "qa")


def test_the_terminal_as_delivered() -> None:
    profile = load_profile("cn-classic")
    assert (profile.tid, profile.mid, profile.stan, profile.batch) == (
        "12345676",
        "123456789012345",
        "000001",
        "000001",
    )
    assert (profile.merchant("zh"), profile.merchant("en")) == ("训练便利店", "TRAINING MART")
    assert (profile.prompt_seconds, profile.card_seconds, profile.confirm_seconds) == (60, 30, 30)
    assert (profile.host_seconds, profile.ack_seconds, profile.sends, profile.gap_seconds) == (60, 2, 3, 0.5)
    assert (profile.max_records, profile.refund_limit, profile.refund_days) == (500, 500_000, 180)
    assert (profile.pin_tries, profile.password_tries, profile.admin_tries, profile.lock_seconds) == (
        3,
        3,
        5,
        300,
    )
    assert (profile.tpdu, profile.header, profile.framing, profile.mac) == (
        "6000030000",
        "602200000000",
        "crc",
        "ecb",
    )
    assert (profile.sign_on, profile.host_extensions, profile.copies, profile.no_pin_limit) == (
        "003",
        True,
        2,
        0,
    )
    assert profile.admin_password == "12345678"
    assert profile.supervisor_password == "123456"
    assert (profile.operator_password, profile.operators) == ("0000", 5)
    assert profile.phone == "95516"
    on = (
        profile.void_same_day,
        profile.void_needs_card,
        profile.void_needs_pin,
        profile.refund_guide_question,
    )
    off = (profile.split_refund_password, profile.forced_password_change, profile.amount_cents_as_code)
    assert all(on)
    assert not any((*off, profile.amount_first, profile.allow_zero_refund))


def test_what_the_others_change() -> None:
    hardened, qa = load_profile("hardened"), load_profile("qa")
    assert hardened.forced_password_change
    assert hardened.refund_password != hardened.supervisor_password
    assert (qa.amount_cents_as_code, qa.amount_cents_from) == (True, 900_000)
    assert (hardened.tid, qa.tid, hardened.name, qa.name) == ("12345676", "12345676", "hardened", "qa")


def test_the_main_menu_has_the_digits_of_the_screens() -> None:
    menu = load_profile("cn-classic").menu
    assert [f"{entry.digit}{entry.item}" for entry in menu["main"]] == (
        ["1sale", "2void", "3refund", "6print", "7admin", "8others"]
    )
    assert tuple(menu) == MENUS


@pytest.mark.parametrize("name", profile_names())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_menu_entry_has_a_label(name: str, lang: str) -> None:
    items = set(Texts(lang)._catalogue.items)
    assert {entry.item for entries in load_profile(name).menu.values() for entry in entries} <= items


def test_repr_shows_no_password() -> None:
    profile = load_profile("hardened")
    assert "password='" not in repr(profile)
    assert "12345678'" not in repr(profile)


def test_a_file_extends_a_packaged_profile(tmp_path: Path) -> None:
    text = 'extends = "qa"\ntid = "A0000001"\nhost_seconds = 12.5\n[menu]\nmain = ["1 sale"]\n'
    profile = load_profile(written(tmp_path, text))
    assert (profile.name, profile.tid, profile.host_seconds) == ("mine", "A0000001", 12.5)
    assert profile.amount_cents_as_code
    assert profile.menu["main"] == (MenuEntry("1", "sale"),)
    assert profile.menu["print"] == load_profile("qa").menu["print"]


def test_a_file_extends_another_beside_it(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "cn-classic"\nlang = "en"\ncopies = 1\n', "lower.toml")
    profile = load_profile(str(written(tmp_path, 'extends = "lower.toml"\ncopies = 2\n')))
    assert (profile.lang, profile.copies) == ("en", 2)


@pytest.mark.parametrize(
    ("text", "message", "key"),
    [
        pytest.param(
            'tpud = "6000030000"', "tpud: unknown setting, did you mean tpdu?", "tpud", id="unknown"
        ),
        pytest.param("sends = 0", "sends: expected a whole number from 1 to 9, found 0", "sends", id="range"),
        pytest.param(
            "sends = true", "sends: expected a whole number from 1 to 9, found True", "sends", id="bool"
        ),
        pytest.param(
            'copies = "2"', "copies: expected a whole number from 1 to 2, found '2'", "copies", id="type"
        ),
        pytest.param(
            "refund_limit = 50.0",
            "refund_limit: expected an amount in fen, found 50.0",
            "refund_limit",
            id="fen",
        ),
        pytest.param(
            "amount_first = 1", "amount_first: expected true or false, found 1", "amount_first", id="switch"
        ),
        pytest.param(
            'mac = "x9"', "mac: expected one of ecb, ecb-3des, x9.19, found 'x9'", "mac", id="choice"
        ),
        pytest.param(
            'tid = "123"', "tid: expected 8 letters or digits in quotes, found '123'", "tid", id="length"
        ),
        pytest.param(
            'batch = "00000١"', "batch: expected 6 digits in quotes, found '00000١'", "batch", id="ascii"
        ),
        pytest.param(
            "ack_seconds = 0", "ack_seconds: expected seconds above zero, found 0", "ack_seconds", id="zero"
        ),
        pytest.param(
            "ack_seconds = nan",
            "ack_seconds: expected seconds above zero, found nan",
            "ack_seconds",
            id="nan",
        ),
        pytest.param(
            "ack_seconds = inf",
            "ack_seconds: expected seconds above zero, found inf",
            "ack_seconds",
            id="inf",
        ),
        pytest.param("menu = 1", "menu: expected a table of lists", "menu", id="menu-type"),
        pytest.param(
            "menu.mian = []", "menu.mian: unknown menu, did you mean main?", "menu.mian", id="menu-name"
        ),
        pytest.param("menu.main = 1", "menu.main: expected a list", "menu.main", id="menu-list"),
        pytest.param(
            'menu.main = ["sale"]',
            "menu.main: expected a digit and a name, as in '1 sale', found 'sale'",
            "menu.main",
            id="menu-entry",
        ),
        pytest.param(
            'menu.main = ["1 sale", "1 void"]',
            "menu.main: two entries have the same digit",
            "menu.main",
            id="menu-digit-twice",
        ),
        pytest.param(
            "extends = 1", "extends: expected a profile's name in quotes", "extends", id="extends-type"
        ),
    ],
)
def test_says_which_setting_is_wrong_and_what_was_expected(
    tmp_path: Path, text: str, message: str, key: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert str(caught.value) == f"{path}: {message}"
    assert (caught.value.key, caught.value.source) == (key, str(path))


def test_a_wrong_password_is_not_repeated(tmp_path: Path) -> None:
    path = written(tmp_path, 'supervisor_password = "77777"')
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert str(caught.value) == f"{path}: supervisor_password: expected 6 digits in quotes"


def test_a_missing_setting_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="lang: missing; extend cn-classic to have it"):
        load_profile(written(tmp_path, 'tid = "12345678"'))


@pytest.mark.parametrize(
    ("text", "where"),
    [('lang = "en"\ntid = \n', ":2:7: "), ('lang = "en', ": ")],
)
def test_broken_toml_says_where(tmp_path: Path, text: str, where: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert str(caught.value).startswith(f"{path}{where}")


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="cannot be read: No such file"):
        load_profile(tmp_path / "none.toml")
    path = tmp_path / "bytes.toml"
    path.write_bytes(b'lang = "\xff"')
    with pytest.raises(ProfileError, match="is not UTF-8 text"):
        load_profile(path)


def test_a_circle_is_found(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "b.toml"', "a.toml")
    written(tmp_path, 'extends = "a.toml"', "b.toml")
    with pytest.raises(ProfileError, match=r"extends: extends itself: .*a\.toml > .*b\.toml > .*a\.toml"):
        load_profile(tmp_path / "a.toml")


def test_an_unknown_profile_is_answered_with_a_known_one(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=r"hardend: no such profile, did you mean hardened\?"):
        load_profile("hardend")
    with pytest.raises(
        ProfileError, match=r"extends: no such profile 'cn-clasic', did you mean cn-classic\?"
    ):
        load_profile(written(tmp_path, 'extends = "cn-clasic"'))
