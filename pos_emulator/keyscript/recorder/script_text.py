"""A recorded session as the text of a script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pos_emulator.cards import load_cards
from pos_emulator.firmware.peripherals import Screen
from pos_emulator.firmware.state import State
from pos_emulator.keyscript.observe.books import record_state
from pos_emulator.keyscript.recorder.earlier import earlier_sales, made_again
from pos_emulator.keyscript.recorder.known_moves import yuan
from pos_emulator.keyscript.recorder.naming import APPROVED, Names
from pos_emulator.keyscript.recorder.open_digits import without_secrets
from pos_emulator.keyscript.recorder.opening import LEAVES, Opening
from pos_emulator.keyscript.recorder.session import Crossed, Entry
from pos_emulator.keyscript.recorder.strokes import Stroke, strokes_of
from pos_emulator.keyscript.recorder.typed_secrets import SecretNames
from pos_emulator.keyscript.recorder.writer import Writer
from pos_emulator.keyscript.runner.kept import Kept
from pos_emulator.keyscript.runner.seeds import DEFAULT_SEED
from pos_emulator.keyscript.start_states import Shop, prepared
from pos_emulator.keyscript.steps.expect import RecordState
from pos_emulator.profile import Profile

_VERB_COLUMNS = 8
_ARRIVES = "Customer arrives holding "


@dataclass(frozen=True, slots=True)
class Recorded:
    """A session, from its first moment on.

    Attributes:
        profile: The terminal's settings.
        source: What a script calls them: a name, or a file.
        lang: The language of the display at the beginning.
        opening: Where it began.
        screen: The screen at which it began.
        entries: What happened.
    """

    profile: Profile
    source: str
    lang: str
    opening: Opening
    screen: Screen
    entries: Sequence[Entry] = field(repr=False)


def script_of(recorded: Recorded, state: State) -> str:
    """The script.

    Args:
        recorded: The session.
        state: The terminal's records at its end.
    """
    opening = recorded.opening
    shop = Shop(recorded.source, recorded.lang, DEFAULT_SEED)
    secrets = SecretNames(prepared(shop, opening.given).secrets, opening.operator)
    names = Names()
    names.all.extend(opening.names.all)
    strokes = strokes_of(recorded.entries, recorded.screen)
    begun = _begun(strokes, opening, names)
    hidden = without_secrets(strokes, names.all, profile=recorded.profile, state=state)
    writer = Writer(recorded.profile, recorded.lang, secrets=secrets, names=names, hidden=hidden)
    lines = list(writer.lines(strokes))
    used = _cards_in((*begun, *lines))
    begun = [_holding(line, used) for line in begun]
    lines = [_holding(line, used) for line in lines]
    return "\n".join(
        (
            f"Profile  {recorded.source}",
            f"Seed     {DEFAULT_SEED}",
            f"Lang     {recorded.lang}",
            "",
            "Background",
            *_indented((f"Given {opening.given}", *begun)),
            "",
            'Scenario "recorded"',
            *_indented((*lines, "Expect Ledger balanced", *_books(recorded, names, state))),
            "",
        )
    )


def _begun(strokes: Sequence[Stroke], opening: Opening, names: Names) -> list[str]:
    """How it begins, with the sales of before that are referred to where the customer has arrived."""
    lines = list(opening.lines)
    if not opening.operator:
        return lines
    before = earlier_sales(strokes, opening.settled, names)
    arrived = next((at for at, line in enumerate(lines) if line.startswith(_ARRIVES)), None)
    if before and arrived is None:
        arrived = 1 if lines and lines[0].startswith("Logon") else 0
        cards = " ".join(dict.fromkeys(sale.card for sale in before))
        lines[arrived:arrived] = [_ARRIVES + cards, LEAVES]
    elif before and arrived is not None:
        held = lines[arrived].removeprefix(_ARRIVES).split()
        lines[arrived] = _ARRIVES + " ".join(dict.fromkeys((*held, *(sale.card for sale in before))))
    if arrived is not None:
        again = made_again(before, today=opening.today, operator=opening.operator)
        lines[arrived + 1 : arrived + 1] = again
    return lines


def _cards_in(lines: Iterable[str]) -> frozenset[str]:
    """The cards that lines do something with."""
    words = {
        word.removeprefix("card=") for line in lines if not line.startswith(_ARRIVES) for word in line.split()
    }
    return frozenset(words & load_cards().keys())


def _holding(line: str, used: frozenset[str]) -> str:
    """A customer who arrives holds what is used, and one card at least."""
    if not line.startswith(_ARRIVES):
        return line
    held = line.removeprefix(_ARRIVES).split()
    return _ARRIVES + " ".join([card for card in held if card in used] or held[:1])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        verb, _, rest = line.partition(" ")
        yield f"  {line}" if verb == "#" or not rest else f"  {verb:<{_VERB_COLUMNS}} {rest}"


def _books(recorded: Recorded, names: Names, state: State) -> Iterator[str]:
    """How each transaction stands at the end, as the terminal's records have it."""
    refunded, open_ends = _refunds(recorded)
    # Once it is settled the terminal does not remember which sale was voided.
    voided = recorded.opening.voided | {
        each.rrn for each in recorded.entries if isinstance(each, Crossed) and each.kind == "void"
    }
    for named in names.all:
        if not named.by_move:
            continue
        stands = record_state(state, Kept(named.voucher, named.batch, named.amount))
        if stands is None:
            continue
        yield f"Expect Record ${named.name} {stands.value}"
        settled = state.batch.get(named.voucher) is None
        if named.kind != "sale" or named.rrn in open_ends or (settled and named.rrn in voided):
            continue
        if stands is RecordState.VOIDED:
            yield f"Expect Ledger ${named.name} voided"
        elif stands is RecordState.APPROVED:
            back = refunded.get(named.rrn, 0)
            yield f"Expect Ledger ${named.name} {f'refunded {yuan(str(back))}' if back else 'booked'}"


def _refunds(recorded: Recorded) -> tuple[dict[str, int], set[str]]:
    """How much of each sale was refunded, by its RRN, and the sales with a refund that was not answered."""
    refunded = dict(recorded.opening.refunded)
    open_ends: set[str] = set()
    asked: dict[str, Crossed] = {}
    for entry in recorded.entries:
        if not isinstance(entry, Crossed):
            continue
        if entry.to_host and entry.kind == "refund":
            asked[entry.voucher] = entry
            open_ends.add(entry.rrn)
        elif not entry.to_host and (request := asked.pop(entry.voucher, None)) is not None:
            open_ends.discard(request.rrn)
            if entry.code == APPROVED:
                refunded[request.rrn] = refunded.get(request.rrn, 0) + request.amount
    return refunded, open_ends
