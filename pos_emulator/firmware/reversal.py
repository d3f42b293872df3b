"""Reversal 冲正: the terminal takes back a request whose outcome it does not know.

The obligation stands in flash before the first byte of the request leaves, and goes when the host
gave a definitive answer. In between nothing else about money leaves.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from iso8583_specs.message import Message
from pos_emulator.firmware.answers import REVERSAL_DONE, Answer
from pos_emulator.firmware.asking import QUIETLY, Progress, ask_host
from pos_emulator.firmware.audit import note
from pos_emulator.firmware.by_hand import give_up, print_fault_slips
from pos_emulator.firmware.flow import SignOnAgain, Stopped
from pos_emulator.firmware.peripherals import Beep
from pos_emulator.firmware.pos import Pos
from pos_emulator.firmware.prompts import Tell, TellUntilLine
from pos_emulator.firmware.records import Failed, KeptCard, Obligation

NOT_IN_A_REVERSAL = frozenset({2, 26, 35, 36, 37, 52, 53, 64})
"""Elements of the request that its reversal leaves out; DE2 comes back from the vault."""


def obligation_of(
    pos: Pos, kind: str, request: Message, *, card: KeptCard, original_voucher: str = ""
) -> Obligation:
    """The reversal that a request may come to owe."""
    elements = tuple([item for item in request.items() if item[0] not in NOT_IN_A_REVERSAL])
    return Obligation(
        kind=kind,
        voucher=request.text(11),
        batch=request.text(60)[2:8],
        amount=int(request.text(4)),
        card=card,
        elements=elements,
        epoch=pos.state.host_book.epoch,
        ledger=pos.state.host_book.ledger,
        original_voucher=original_voucher,
        operator=pos.operator,
        at=pos.minute,
    )


def reversal_message(pos: Pos, owed: Obligation) -> Message:
    """The 0400 as it leaves now; its MAC is made with the keys of this moment."""
    elements: dict[int, str | bytes] = dict(owed.elements)
    return Message("0400", {**elements, 2: pos.pan_of(owed.card).digits, 39: owed.reason})


async def send_reversal(pos: Pos, *, progress: Progress = QUIETLY) -> bool:
    """Send what is owed once; True when nothing is owed any more."""
    owed = pos.state.owed
    if owed is None:
        return True
    if not pos.host.has_keys or not pos.knows_host:
        return False
    answer = await ask_host(pos, reversal_message(pos, owed), progress=progress)
    if answer.code in REVERSAL_DONE and answer.reply is not None and 64 in answer.reply:
        pos.state.owed = None
        pos.line.return_used = False
        pos.state.failed.put(
            owed.voucher, Failed(owed.voucher, owed.kind, owed.amount, owed.card, "reversed")
        )
        note(pos, f"reversal {owed.kind}", answer.code, voucher=owed.voucher)
        return True
    if pos.counts(answer.code, acknowledged=answer.acknowledged):
        pos.state.owed = replace(owed, counted=owed.counted + 1)
    pos.explain("reversal-open", f"the reversal of voucher {owed.voucher} was not answered with 00, 12 or 25")
    return False


async def out_of_reach(pos: Pos, *, revived: bool = False) -> None:
    """The host keeps another book than the one the request was asked under: it cannot take it back.

    Its answer would be 25, and mean nothing: the old book may hold the money. A person must look.

    Args:
        revived: It stood in an older copy of the memory and may be finished long since, even approved.
    """
    owed = pos.state.owed
    book = pos.state.host_book
    if owed is None or ((owed.epoch, owed.ledger) == (book.epoch, book.ledger) and not revived):
        return
    move_by_hand(pos, owed, may_be_out=revived)
    if revived:
        pos.explain("revived", f"voucher {owed.voucher}: it stood in an older copy of the memory")
    else:
        pos.explain("other-ledger", f"voucher {owed.voucher}: the host keeps another book now")
    await print_fault_slips(pos, title="clear-reversal")
    await Tell("admin.done", Beep.FAIL, title="clear-reversal", result="clear-reversal")


def move_by_hand(pos: Pos, owed: Obligation, *, may_be_out: bool = False) -> None:
    """A person takes over; nothing is owed by the machine any more. For `may_be_out` see `give_up`."""
    pos.state.owed = None
    give_up(pos.state, owed, may_be_out=may_be_out)
    note(pos, "reversal", "by hand", voucher=owed.voucher)


async def reverse_now(pos: Pos, answer: Answer, *, title: str) -> NoReturn:
    """The outcome of a request is unknown: say so, take it back at once, say how that went.

    Raises:
        Stopped: always; the transaction is over.
        SignOnAgain: the host refuses our keys; it goes out after the sign-on.
    """
    owed = pos.state.owed
    if owed is None:
        raise Stopped
    pos.state.owed = replace(owed, reason=answer.reason)
    pos.explain("outcome-unknown", f"voucher {owed.voucher}: {answer.screen.partition('.')[2]}")
    pos.sound(Beep.FAIL)
    pos.show(answer.screen, title=title, code=answer.code)
    if await send_reversal(pos):
        await Tell(done_screen(owed), Beep.OK)
    else:
        await say_owed(pos)
    raise Stopped


def done_screen(owed: Obligation) -> str:
    """What a finished reversal means to the cashier."""
    return "reversal.done" if owed.kind == "void" else "reversal.sale-done"


async def say_owed(pos: Pos) -> None:
    """It is still owed: what has to happen before it is sent again.

    Raises:
        SignOnAgain: a sign-on.
    """
    if pos.keys_refused:
        pos.sound(Beep.FAIL)
        raise SignOnAgain
    await TellUntilLine("reversal.owed", Beep.FAIL)


async def before_money(pos: Pos) -> None:
    """Nothing about money leaves while a reversal is owed: send it first, or stop.

    Raises:
        Stopped: it is still owed.
        SignOnAgain: the same, and the host refuses our keys.
    """
    if pos.state.owed is None:
        return
    if not await send_reversal(
        pos, progress=Progress("reversal", "reversal.sending", "reversal.sending", "")
    ):
        await say_owed(pos)
        raise Stopped
