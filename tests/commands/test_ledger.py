from __future__ import annotations

import re
from pathlib import Path

from pos_emulator.acquirer.ledger_file import open_ledger
from pos_emulator.acquirer.ledger_memory import MemoryLedger
from tests.acquirer.conftest import FixedId
from tests.acquirer.processes import DeviceEnd, FarTill, HostProcess
from tests.acquirer.till import silent_till_on, till_on
from tests.commands.shell import run


def test_asks_the_acquirer_that_runs(open_shop: Path) -> None:
    ran = run("ledger", "--state", open_shop, "--legs", "--alarms")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert re.split(r" {2,}", lines[1])[:5] == [
        "12345676 0/000001/000002",
        "sale",
        "58.00",
        "voided",
        "622424******0069",
    ]
    assert re.split(r" {2,}", lines[2])[:4] == ["12345676 0/000001/000003", "void", "58.00", "booked"]
    assert lines[2].endswith("  12345676 0/000001/000002")
    assert re.search(
        r"\n12345676 0/000001/000003 void\n"
        r"  cardholder:[0-9a-f]{8} {16}58\.00  booked\n"
        r"  merchant:123456789012345 {10}-58\.00  booked\n",
        ran.out,
    )
    assert re.search(r"^12345676  000001  open +58\.00 +1 +58\.00 +1 +0$", ran.out, re.MULTILINE)
    assert "\nalarms\nnothing\n" in ran.out
    assert lines[-1] == "all movements of money add to 0"


def test_for_a_program(open_shop: Path) -> None:
    plain = run("ledger", "--state", open_shop, "--json", "--last", "1", "--alarms").json
    assert plain["source"] == "acquirer"
    assert [each["kind"] for each in plain["entries"]] == ["void"]
    assert (plain["out_of_balance"], plain["alarms"]) == (0, [])
    assert run("ledger", "--state", open_shop, "--json", "--tid", "90000001").json["entries"] == []


def test_what_the_acquirer_refuses_is_not_read_from_the_file(open_shop: Path) -> None:
    ran = run("ledger", "--state", open_shop, "--last", "100001")
    assert (ran.code, ran.out) == (2, "")
    assert '"last" is a whole number from 0 to 100000' in ran.error


def test_reads_the_file_where_none_runs(tmp_path: Path) -> None:
    (tmp_path / "acquirer").mkdir()
    ledger = open_ledger(tmp_path / "acquirer" / "ledger.db", entropy=FixedId())
    till_on(ledger).sale(5800)
    ledger.close()
    ran = run("ledger", "--state", tmp_path, "--json")
    assert ran.code == 0
    assert ran.err == f"note: no acquirer is running here; read from {tmp_path}/acquirer/ledger.db\n"
    assert (ran.json["source"], ran.json["entries"][0]["amount"]) == ("file", 5800)


def test_reads_what_an_acquirer_left_that_was_killed(tmp_path: Path) -> None:
    with HostProcess(tmp_path / "acquirer", "--line", "pty") as process:
        far = DeviceEnd(process.ready["device"])
        till = FarTill.over(far, silent_till_on(MemoryLedger("unused")), acknowledges=True)
        till.sign_on()
        till.sale(5800)
        process.kill()
        far.close()
    ran = run("ledger", "--state", tmp_path, "--json")
    assert ran.err == f"note: no acquirer is running here; read from {tmp_path}/acquirer/ledger.db\n"
    assert [(each["kind"], each["amount"]) for each in ran.json["entries"]] == [("sale", 5800)]


def test_neither_is_there(tmp_path: Path) -> None:
    ran = run("ledger", "--state", tmp_path)
    assert (ran.code, ran.out) == (5, "")
    assert ran.error.startswith(
        f"Error: ledger {tmp_path}/acquirer/ledger.db: there is none; start pos-emulator"
    )
    assert list(tmp_path.iterdir()) == []
