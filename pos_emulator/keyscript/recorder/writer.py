"""Strokes as the lines of a scenario: moves where they are some, else keys and acts, each with its screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from pos_emulator.firmware.peripherals import Key, Screen
from pos_emulator.keyscript.recorder.known_moves import menu_entry, walked
from pos_emulator.keyscript.recorder.naming import APPROVED, Named, Names, kept_from
from pos_emulator.keyscript.recorder.open_digits import ANOTHER, clearing
from pos_emulator.keyscript.recorder.screens import IN_CLEAR, WORKING, is_idle
from pos_emulator.keyscript.recorder.session import Crossed
from pos_emulator.keyscript.recorder.strokes import Stroke
from pos_emulator.keyscript.recorder.typed_secrets import SecretNames
from pos_emulator.keyscript.recorder.wording import expected
from pos_emulator.profile import Profile

_DARK = "off"
_RESPONSES = MappingProxyType({"sale": ("0210", "000000"), "refund": ("0230", "200000")})
"""MTI and DE3 of an approval."""


class Writer:
    """Writes one session.

    Args:
        profile: The terminal's.
        lang: The language of its display at the beginning.
        secrets: Names what was typed in secret.
        names: The transactions that are there already.
        hidden: Numbers that must not stand in it.
    """

    def __init__(
        self,
        profile: Profile,
        lang: str,
        *,
        secrets: SecretNames,
        names: Names,
        hidden: frozenset[str] = frozenset(),
    ) -> None:
        self._profile = profile
        self._lang = lang
        self._secrets = secrets
        self._hidden = hidden
        self._card = ""
        self._crossed = [_approval_of(named) for named in names.all]
        """Since an expectation last looked at the line; what is there already was made again before."""
        self._typed: set[str] = set()
        self.names = names

    def lines(self, strokes: Sequence[Stroke]) -> Iterator[str]:
        """The lines of all strokes, in order."""
        for stroke in strokes:
            self._secrets.learn(stroke)
            stroke.names = self._secrets.of(stroke)
            stroke.remark = self._secrets.remark(stroke)
            if stroke.typed:
                self._typed |= {stroke.typed, stroke.typed.zfill(6)}
        at = 0
        while at < len(strokes):
            rest = strokes[at:]
            move = walked(rest, self._profile, self.names)
            if move is not None:
                if move.kept is not None:
                    self.names.keep(move.kept)
                self._crossed += [each for stroke in rest[: move.count] for each in stroke.crossed]
                yield move.line
                yield from self._screens(_all_after(rest[: move.count]), rest[0].lang, but=move.own)
                at += move.count
                continue
            opened = menu_entry(rest, self._profile) if is_idle(rest[0].at) else None
            if opened is not None:
                entry, count = opened
                yield f"Menu {entry}"
                yield from self._screens(rest[count - 1].after, rest[0].lang)
                at += count
                continue
            yield from self._stroke(rest[0])
            at += 1

    def _stroke(self, stroke: Stroke) -> Iterator[str]:
        match stroke.words:
            case ("Card", "swipe" | "insert" | "tap", card):
                self._card = card
        if stroke.words:
            yield " ".join(stroke.words)
        elif stroke.at.name.startswith(IN_CLEAR):
            yield "# a master key was typed here: its digits are recorded nowhere"
        elif stroke.secret is not None:
            remark = f"  # {stroke.remark}" if stroke.remark else ""
            yield from (f"Secret {name}{remark}" for name in stroke.names)
            if stroke.ended_by is not None:
                yield stroke.ended_by.value
        else:
            yield from self._keys(stroke)
        yield from self._screens(stroke.after, stroke.lang)
        yield from self._keep(stroke)

    def _keys(self, stroke: Stroke) -> Iterator[str]:
        typed, entered = stroke.typed or "", stroke.ended_by is Key.ENTER and len(stroke.keys) > 1
        value = self.names.value(stroke.at.name, typed) if entered else ""
        if value or stroke.instead:
            words = (*(key.value for key in clearing(stroke)), value or stroke.instead, Key.ENTER.value)
            yield f"Keys {' '.join(words)}" + ("" if value else f"  # {ANOTHER}")
        elif stroke.keys:
            yield _pressed(stroke.keys)

    def _keep(self, stroke: Stroke) -> Iterator[str]:
        """A transaction outside a move is kept by its numbers, if one of them is typed later."""
        for kind in ("sale", "refund"):
            kept = kept_from(stroke.crossed, kind, self.names.next(kind), card=self._card)
            if kept is None or not kept.rrn or not {kept.voucher, kept.rrn} & self._typed:
                continue
            kept = replace(kept, by_move=False)
            self.names.keep(kept)
            yield from self._kept_of_response(kept)
            return
        self._crossed += stroke.crossed

    def _kept_of_response(self, kept: Named) -> Iterator[str]:
        """What is kept of the approval; an expectation finds the first that is like it since the last one."""
        mti, processing = _RESPONSES[kept.kind]
        like = f"Expect Received {mti} F39=00 F3={processing} F4={kept.amount:012d}"
        for each in self._crossed:
            if (each.mti, each.kind, each.code, each.amount) == (mti, kept.kind, APPROVED, kept.amount):
                yield like
        self._crossed = []
        values = {11: "voucher", 37: "rrn", 13: "date"}
        yield " ".join((like, *(f"F{number}:as={kept.of(part)}" for number, part in values.items())))

    def _screens(
        self, shown: Iterable[Screen], lang: bool, *, but: frozenset[str] = frozenset()
    ) -> Iterator[str]:
        seen: set[str] = set()
        for screen in shown:
            name = screen.name
            passes = name in WORKING or name in but or name == _DARK or name.startswith("menu.")
            if name in seen or (passes and name) or (but and is_idle(screen)):
                continue
            seen.add(name)
            yield f"Expect {self._expected(screen, self._lang if lang else '')}"

    def _expected(self, screen: Screen, lang: str) -> str:
        """With its text, unless that has a number which another one stands for."""
        said = expected(screen, lang)
        digits = "".join(char for char in said if char.isdigit())
        return expected(screen, "") if any(number in digits for number in self._hidden) else said


def _approval_of(named: Named) -> Crossed:
    mti, _ = _RESPONSES[named.kind]
    return Crossed(to_host=False, mti=mti, kind=named.kind, amount=named.amount, code=APPROVED)


def _all_after(strokes: Iterable[Stroke]) -> list[Screen]:
    return [screen for stroke in strokes for screen in stroke.after]


def _pressed(keys: Sequence[Key]) -> str:
    """`Keys 5800 Enter`; a single key by its name."""
    if len(keys) == 1 and not keys[0].is_digit:
        return keys[0].value
    words: list[str] = []
    for key in keys:
        if key.is_digit and words and words[-1].isdigit():
            words[-1] += key.value
        else:
            words.append(key.value)
    return "Keys " + " ".join(words)
