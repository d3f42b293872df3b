"""Strokes that are just what a move would have pressed.

Each move has the screens that it walks through, as in `keyscript/moves`. Strokes are that move where at
each of these screens just this was done; at the first other screen the move stops, and the rest of what
was done there follows in keys. Where something else was done at one of its own screens it is no move.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.cards import load_cards
from pos_emulator.firmware.passwords import Secret, operator_secret
from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.keyscript.moves.paths import path_to
from pos_emulator.keyscript.recorder.naming import Named, Names, kept_from
from pos_emulator.keyscript.recorder.screens import is_idle
from pos_emulator.keyscript.recorder.session import Crossed
from pos_emulator.keyscript.recorder.strokes import Stroke
from pos_emulator.profile import Profile

_NOBODY = frozenset({"idle.signed-off", "idle.new-day"})

Reaction = Callable[[Stroke], bool]
"""Whether a stroke is what a move does at a screen."""


@dataclass(slots=True)
class Walked:
    """A move, and how many strokes it is."""

    line: str
    count: int
    kept: Named | None = None
    """The transaction that it saves."""
    own: frozenset[str] = frozenset()
    """The screens of the move, which need no mention."""


class _Walk:
    """One try to see strokes as a move; `found` is what was typed on the way, by screen."""

    def __init__(self, strokes: Sequence[Stroke]) -> None:
        self.strokes = strokes
        self.count = 0
        self.found: dict[str, str] = {}

    def follow(self, reactions: Mapping[str, Reaction], *, start: int = 0) -> bool:
        """Follow the strokes to idle, or to where the move would stop; whether they are this move so far."""
        self.count = start
        done: set[str] = set()
        while not is_idle(self._screen) and self._screen.name in reactions.keys() - done:
            name = self._screen.name
            if self.count >= len(self.strokes):
                return False
            stroke = self.strokes[self.count]
            if stroke.at.name != name or not reactions[name](stroke):
                return False
            done.add(name)
            self.count += 1
        return self.count > start

    @property
    def _screen(self) -> Screen:
        return self.strokes[self.count - 1].now if self.count else self.strokes[0].at

    @property
    def crossed(self) -> list[Crossed]:
        """What crossed the line during it."""
        return [each for stroke in self.strokes[: self.count] for each in stroke.crossed]

    def typed(self, stroke: Stroke) -> bool:
        """Something was typed in the open, and a script may hold it."""
        if stroke.ended_by is not Key.ENTER or stroke.typed is None or stroke.instead:
            return False
        self.found[stroke.at.name] = stroke.typed
        return True

    def paid(self, stroke: Stroke) -> bool:
        """An amount above zero was typed; a move has no other."""
        return self.typed(stroke) and bool(int(stroke.typed or "0"))


def walked(strokes: Sequence[Stroke], profile: Profile, names: Names) -> Walked | None:
    """The move that the strokes begin with, from an idle screen on; None where they are none.

    Args:
        strokes: What was done, the first at an idle screen.
        profile: Whose menus.
        names: The transactions so far.
    """
    first = strokes[0]
    if not is_idle(first.at):
        return None
    if first.words:
        match first.words:
            case ("Card", "swipe" | "insert" | "tap" as way, card) if first.at.name == "idle.signed-on":
                return _sale(strokes, names, way=way, card=card)
        return None
    opened = menu_entry(strokes, profile)
    if opened is None:
        return _logon(strokes) if first.at.name in _NOBODY and first.keys == [Key.ENTER] else None
    entry, count = opened
    rest = strokes[count:]
    if not rest:
        return None
    found = None
    match entry:
        case "void":
            found = _void(rest, names)
        case "refund":
            found = _refund(rest, names)
        case "settle":
            walk = _Walk(rest)
            reactions = {"settle.confirm": _enter, "settle.done": _enter}
            if walk.follow(reactions):
                found = Walked("Settle", walk.count, None, frozenset({"settle.confirm"}))
    if found is not None:
        found.count += count
    return found


def menu_entry(strokes: Sequence[Stroke], profile: Profile) -> tuple[str, int] | None:
    """The menu entry that keys from idle on lead to, and how many strokes that is."""
    first = strokes[0]
    opens = Key.FUNC if first.at.name in _NOBODY else Key.ENTER
    if first.words or first.keys != [opens]:
        return None
    digits: tuple[str, ...] = ()
    for count, stroke in enumerate(strokes[1:], start=2):
        if not stroke.at.name.startswith("menu.") or len(stroke.keys) != 1 or stroke.words:
            return None
        digits += (stroke.keys[0].value,)
        if not stroke.now.name.startswith("menu."):
            entries = (each.item for menu in profile.menu.values() for each in menu)
            found = next((item for item in entries if path_to(profile, item) == digits), None)
            return (found, count) if found else None
    return None


def _sale(strokes: Sequence[Stroke], names: Names, *, way: str, card: str) -> Walked | None:
    walk = _Walk(strokes)
    reactions = {
        **_SLIPS,
        "sale.confirm-card": _enter,
        "sale.amount": walk.paid,
        "sale.pin": _secret(_pin_of(card)),
    }
    if not walk.follow(reactions, start=1) or "sale.amount" not in walk.found:
        return None
    kept = kept_from(walk.crossed, "sale", names.next("sale"), card=card)
    by = "" if way == _own_way(card) else f" by={way}"
    line = f"Sale {yuan(walk.found['sale.amount'])} card={card}{by}{_saved(kept)}"
    return Walked(line, walk.count, kept, frozenset(reactions))


def _void(rest: Sequence[Stroke], names: Names) -> Walked | None:
    typed = _first_typed(rest, "void.voucher")
    sale = names.by_voucher(typed) if typed else None
    if sale is None or not sale.by_move:
        return None
    walk = _Walk(rest)
    reactions = {
        **_SLIPS,
        "void.password": _secret(Secret.SUPERVISOR.value),
        "void.voucher": walk.typed,
        "void.check": _enter,
        "void.card": _presented(sale.card),
        "void.pin": _secret(_pin_of(sale.card)),
    }
    if not walk.follow(reactions) or "void.voucher" not in walk.found:
        return None
    return Walked(f"Void ${sale.name}", walk.count, None, frozenset(reactions))


def _refund(rest: Sequence[Stroke], names: Names) -> Walked | None:
    sale = names.by_rrn(_first_typed(rest, "refund.reference"))
    reason = next((each.keys for each in rest if each.at.name == "refund.reason-1" and each.keys), [])
    if sale is None or not sale.by_move or len(reason) != 1 or reason[0].value not in _REASONS:
        return None
    walk = _Walk(rest)
    reactions = {
        **_SLIPS,
        "refund.present": _pressed(Key.DIGIT_1),
        "refund.password": _secret(Secret.REFUND.value),
        "refund.card": _presented(sale.card),
        "refund.confirm-card": _enter,
        "refund.reference": walk.typed,
        "refund.date": walk.typed,
        "refund.void-instead": _pressed(Key.DIGIT_2),
        "refund.amount": walk.paid,
        "refund.reason-1": _pressed(reason[0]),
        "refund.confirm": _enter,
        "refund.done": _enter,
    }
    went = walk.follow(reactions)
    if not went or "refund.amount" not in walk.found or walk.found.get("refund.date") != sale.date:
        return None
    kept = kept_from(walk.crossed, "refund", names.next("refund"), card=sale.card)
    why = "" if reason[0] is Key.DIGIT_1 else f" reason={reason[0].value}"
    line = f"Refund ${sale.name} {yuan(walk.found['refund.amount'])}{why}{_saved(kept)}"
    return Walked(line, walk.count, kept, frozenset(reactions) - {"refund.done"})


def _logon(strokes: Sequence[Stroke]) -> Walked | None:
    operator = _first_typed(strokes, "logon.operator")
    walk = _Walk(strokes)
    reactions = {
        "logon.operator": walk.typed,
        "logon.password": _secret(operator_secret(operator)),
        "logon.done": _enter,
        "logon.batch-kept": _enter,
    }
    if operator in _STAFF or not walk.follow(reactions, start=1) or walk.count < _LOGGED_ON:
        return None
    return Walked(f"Logon {operator}", walk.count, None, frozenset(reactions) - {"logon.done"})


_STAFF = frozenset({"", "00", "99"})
"""Who signs on to manage the terminal; their menus are no move."""
_LOGGED_ON = 3
_REASONS = frozenset({"1", "2", "3"})


def yuan(fen: str) -> str:
    """`5800` as `58.00`."""
    amount = int(fen or "0")
    return f"{amount // 100}.{amount % 100:02d}"


def _saved(kept: Named | None) -> str:
    return "" if kept is None else f" as ${kept.name}"


def _first_typed(strokes: Sequence[Stroke], screen: str) -> str:
    return next((each.typed or "" for each in strokes if each.at.name == screen), "")


def _own_way(card: str) -> str:
    return load_cards()[card].default_way


def _pin_of(card: str) -> str:
    """The name under which its PIN is typed; empty for a card without one."""
    return card if load_cards()[card].pin else ""


def _enter(stroke: Stroke) -> bool:
    return stroke.keys == [Key.ENTER]


def _pressed(key: Key) -> Reaction:
    return lambda stroke: stroke.keys == [key]


def _secret(name: str) -> Reaction:
    """A secret of that name was typed; with an empty one, none."""
    names = (name,) if name else ()
    return lambda stroke: stroke.ended_by is Key.ENTER and stroke.names == names


def _presented(card: str) -> Reaction:
    return lambda stroke: stroke.words == ("Card", _own_way(card), card)


def _taken(stroke: Stroke) -> bool:
    return stroke.words[:2] == ("Card", "remove")


_SLIPS: Mapping[str, Reaction] = MappingProxyType(
    {"slip.tear": _enter, "card.remove": _taken, "slip.hand-over": _enter}
)
"""What ends every transaction."""
