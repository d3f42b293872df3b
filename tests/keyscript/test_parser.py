from __future__ import annotations

from collections.abc import Mapping

import pytest

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.errors import ScriptError
from pos_emulator.keyscript.parser import Load, parse_leniently, parse_script
from pos_emulator.keyscript.script import Scenario
from pos_emulator.keyscript.steps.clock import Given
from pos_emulator.keyscript.steps.counter import CustomerArrives, PresentCard
from pos_emulator.keyscript.steps.expect import (
    ExpectField,
    ExpectLedgerBalanced,
    ExpectReceipt,
    ExpectReceived,
    ExpectScreen,
    ExpectSent,
)
from pos_emulator.keyscript.steps.fields import FieldEcho, FieldEquals, FieldPresent
from pos_emulator.keyscript.steps.host import HostReply
from pos_emulator.keyscript.steps.keys import PressKeys, TypeSecret
from pos_emulator.keyscript.steps.moves import ChooseMenu, Sale, Void
from pos_emulator.keyscript.steps.structure import RequireFeature, UseLang, UseProfile, UseSeed
from pos_emulator.keyscript.values import Saved, Text
from tests.keyscript.samples import VOID_KEYS

ENTER = PressKeys((Key.ENTER,))


def files(contents: Mapping[str, str]) -> Load:
    def load(path: str) -> str:
        try:
            return contents[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    return load


def test_the_sample_file_as_steps() -> None:
    script = parse_script(VOID_KEYS, file="void.keys")
    assert (script.profile, script.seed, script.lang) == (
        UseProfile("cn-classic"),
        UseSeed(42),
        UseLang("zh"),
    )
    assert script.background == (Given("signed-on"), CustomerArrives(("demo-debit",)))
    first, *rows = script.scenarios
    assert first == Scenario(
        "void before the card leaves",
        (
            Sale(5800, save_as="sale"),
            ChooseMenu("void"),
            ExpectScreen("void.password", Text(("请输入主管密码",))),
            TypeSecret("supervisor"),
            ENTER,
            PressKeys((Saved("sale", "voucher"), Key.ENTER)),
            ExpectField("amount", 5800),
            ENTER,
            PresentCard("swipe", "demo-debit"),
            TypeSecret("demo-debit"),
            ENTER,
            ExpectSent(
                "0200",
                (
                    FieldEquals(3, Text(("200000",))),
                    FieldEquals(4, Text(("000000005800",))),
                    FieldEquals(37, Text((Saved("sale", "rrn"),))),
                    FieldEquals(61, Text((Saved("sale", "batch"), Saved("sale", "voucher")))),
                    FieldPresent(64),
                ),
            ),
            ExpectReceived("0210", (FieldEquals(39, Text(("00",))), FieldEcho(11))),
            ExpectScreen("void.approved", Text(("撤销成功",))),
            ExpectReceipt("merchant", Text(("消费撤销",))),
            ExpectLedgerBalanced(),
        ),
        title="void before the card leaves",
    )
    assert rows == [
        Scenario(
            f"host answers {code} to a void",
            (
                Sale(1000, save_as="sale"),
                HostReply(code),
                Void("sale"),
                ExpectScreen("", Text((text,))),
                ExpectLedgerBalanced(),
            ),
            title="host answers <code> to a void",
            row=row,
            example={"code": code, "text": text},
        )
        for row, (code, text) in enumerate((("25", "没有原始交易"), ("91", "发卡方")), start=1)
    ]


def test_places_are_those_of_the_file() -> None:
    script = parse_script(VOID_KEYS, file="void.keys")
    first, row, _ = script.scenarios
    assert (first.place.line, first.place.column, first.end_line) == (10, 1, 26)
    assert (row.place.line, row.end_line) == (28, 37)
    sale = first.steps[0]
    assert (sale.place.file, sale.place.line, sale.place.column, sale.place.width) == ("void.keys", 11, 3, 4)
    reply = row.steps[1]
    assert (reply.place.text, reply.place.row) == ("  Host     reply 25", 1)


def test_settings_at_the_top() -> None:
    script = parse_script("Require clock\nRequire host # x\nLang en\n", file="x.keys")
    assert script.requires == (RequireFeature("clock"), RequireFeature("host"))
    assert (script.lang, script.profile, script.seed) == (UseLang("en"), None, None)


def test_sources_come_first_and_once() -> None:
    load = files(
        {
            "shop/base.keys": 'Source ../cards.keys\nBackground\n  Given signed-on\nScenario "not taken"\n  Enter',
            "cards.keys": "Profile qa\nBackground\n  Customer arrives holding demo-chip",
            "shop/other.keys": "Source ../cards.keys\nBackground\n  Cancel",
        }
    )
    text = 'Source base.keys\nSource "other.keys"\nBackground\n  Enter\nScenario "a"\n  Clear'
    script = parse_script(text, file="shop/a.keys", load=load)
    assert script.background == (
        CustomerArrives(("demo-chip",)),
        Given("signed-on"),
        PressKeys((Key.CANCEL,)),
        ENTER,
    )
    assert script.sources == ("cards.keys", "shop/base.keys", "shop/other.keys")
    assert script.profile is None
    assert [scenario.name for scenario in script.scenarios] == ["a"]
    assert script.background[0].place.file == "cards.keys"


@pytest.mark.parametrize(
    ("text", "contents", "says"),
    [
        (
            "Source b.keys",
            {},
            "a.keys:1:1: cannot read 'b.keys': no such file\n  | Source b.keys\n  | ^^^^^^^^^^^^^",
        ),
        (
            "Source b.keys",
            {"b.keys": "Source c.keys", "c.keys": "Source b.keys"},
            "c.keys:1:1: a file sources itself: b.keys > c.keys > b.keys\n  | Source b.keys\n  | ^^^^^^^^^^^^^",
        ),
        (
            "Source a.keys",
            {},
            "a.keys:1:1: a file sources itself: a.keys > a.keys\n  | Source a.keys\n  | ^^^^^^^^^^^^^",
        ),
        (
            "Source b.keys",
            {"b.keys": "Background\n  Entr"},
            "b.keys:2:3: unknown command 'Entr'\n  | Entr\n  | ^^^^  did you mean Enter?",
        ),
        (
            'Source "/b"',
            {},
            'a.keys:1:8: expected a path relative to this file, found \'"/b"\'\n  | Source "/b"\n  |        ^^^^',
        ),
        (
            "Seed 1\nSeed 2",
            {},
            "a.keys:2:1: this is set twice, first in line 1\n  | Seed 2\n  | ^^^^^^",
        ),
        (
            'Scenario "a"\n Enter\nScenario "a"\n Enter',
            {},
            "a.keys:3:1: a scenario is named 'a' already, in line 1\n  | Scenario \"a\"\n  | ^^^^^^^^^^^^",
        ),
    ],
)
def test_refuses(text: str, contents: dict[str, str], says: str) -> None:
    with pytest.raises(ScriptError) as raised:
        parse_script(text, file="a.keys", load=files(contents))
    assert str(raised.value) == says


def test_a_long_chain_of_sources_ends() -> None:
    chain = {f"{number}.keys": f"Source {number + 1}.keys" for number in range(100)}
    with pytest.raises(ScriptError, match="more than 20 files source one another"):
        parse_script("Source 0.keys", file="a.keys", load=files(chain))


def test_all_errors_of_a_file_are_said_together() -> None:
    text = 'Profil x\nScenario "a"\n  Sale\n  Enter\n  Keys entr\n  Host reply <x>\n'
    with pytest.raises(ScriptError) as raised:
        parse_script(text, file="x.keys")
    assert [(error.line, error.column, error.problem) for error in raised.value.errors] == [
        (1, 1, "unknown command 'Profil'"),
        (3, 3, "Sale needs an amount such as 58.00"),
        (5, 8, "no key is named 'entr'"),
        (6, 14, "no column is named 'x'"),
    ]


def test_what_can_be_read_is_read() -> None:
    script, errors = parse_leniently('Scenario "a"\n  Sale\n  Enter', file="x.keys")
    assert script.scenarios[0].steps == (ENTER,)
    assert len(errors) == 1


def test_an_error_of_every_row_names_its_row() -> None:
    text = 'Scenario "a"\n  Host reply <c>\n  Entr\n  Examples\n  | c |\n  | 51 |\n  | 5 |'
    with pytest.raises(ScriptError) as raised:
        parse_script(text, file="x.keys")
    assert [(error.line, error.place.row, error.problem) for error in raised.value.errors] == [
        (2, 2, "expected a response code such as 91, found '5'"),
        (3, 0, "unknown command 'Entr'"),
    ]
