from __future__ import annotations

from dataclasses import replace

from iso8583_specs.dialects.unionpay_views import UploadRecord, parse_upload48
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.upload import parcels, upload_message
from tests.firmware.samples import CARD, sale
from tests.firmware.shop import Shop


def pos_with(*kinds: str) -> Pos:
    """An open batch of these kinds: vouchers 000001 and on, 1.00 and on."""
    pos = Shop().pos
    card = replace(CARD, sealed=pos.vault.seal(b"6224242300000069", purpose="pan"))
    for at, kind in enumerate(kinds, start=1):
        record = sale(f"{at:06d}", kind=kind, amount=100 * at, card=card)
        if kind == "refund":
            record = replace(record, original_rrn="632500000001", original_date="1119")
        pos.state.batch.put(record.voucher, record)
    return pos


def test_eight_sales_and_voids_a_message_refunds_alone() -> None:
    pos = pos_with(*["sale"] * 7, "refund", "void", "sale", "refund")
    assert [[record.voucher[-2:] for record in parcel] for parcel in parcels(pos)] == [
        ["01", "02", "03", "04", "05", "06", "07", "09"],
        ["10"],
        ["08"],
        ["11"],
    ]


def test_an_empty_batch_has_nothing_to_upload() -> None:
    assert parcels(pos_with()) == ()


def test_a_list_of_sales() -> None:
    pos = pos_with("sale", "void")
    message = upload_message(pos, parcels(pos)[0])
    assert (message.mti, message[60]) == ("0320", "00000001201")
    assert message[48] == "02" + (
        "00" "000001" "00006224242300000069" "000000000100"
        "00" "000002" "00006224242300000069" "000000000200"
    )  # fmt: skip
    assert parse_upload48(message.text(48))[0] == UploadRecord("00", "000001", "6224242300000069", 100)


def test_a_refund_goes_again_under_its_own_number() -> None:
    pos = pos_with("sale", "refund")
    message = upload_message(pos, parcels(pos)[1])
    assert {n: message[n] for n in message} == {
        2: "6224242300000069",
        3: "200000",
        4: "000000000200",
        11: "000002",
        14: "3012",
        22: "022",
        25: "00",
        37: "632500000001",
        41: "12345676",
        42: "123456789012345",
        49: "156",
        60: "2500000100060",
        61: "0000000000001119",
        63: b"000",
    }
    assert message.mti == "0320"
