from __future__ import annotations

import pytest

from pos_emulator.keyscript.recorder.naming import Named, Names, kept_from
from pos_emulator.keyscript.recorder.session import Crossed

RRN = "632500000002"
SALE = Named("sale", "sale", "000003", "000001", 5800, "demo-debit", RRN, "1121")


def test_names_are_counted_by_kind() -> None:
    names = Names()
    assert names.next("sale") == "sale"
    names.keep(SALE)
    assert (names.next("sale"), names.next("refund")) == ("sale2", "refund")


@pytest.mark.parametrize(
    ("screen", "digits", "value"),
    [
        ("void.voucher", "3", "$sale.voucher"),
        ("reprint.voucher", "000003", "$sale.voucher"),
        ("void.voucher", "99", ""),
        ("refund.reference", RRN, "$sale.rrn"),
        ("refund.date", "1121", "$sale.date"),
        ("sale.amount", "3", ""),
        ("logon.operator", "03", ""),
    ],
)
def test_typed_digits_that_mean_a_transaction(screen: str, digits: str, value: str) -> None:
    names = Names()
    names.keep(SALE)
    assert names.value(screen, digits) == value


def test_messages_tell_what_a_transaction_is_called_at_the_host() -> None:
    sent = Crossed(True, "0200", "sale", "000003", "000001", 5800)
    answer = Crossed(False, "0210", "sale", "000003", rrn=RRN, date="1121", code="00")
    assert kept_from([sent, answer], "sale", "sale", card="demo-debit") == SALE
    declined = Crossed(False, "0210", "sale", "000003", rrn=RRN, date="1121", code="51")
    found = kept_from([sent, declined], "sale", "sale", card="demo-debit")
    assert found is not None
    assert found.rrn == ""
    assert kept_from([answer], "sale", "sale", card="") is None
    assert kept_from([Crossed(True, "0200", "void", "000003")], "sale", "sale", card="") is None
