"""What to do next: on with the plan, or back to it. Never into a dead end."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_emulator.counter.counter import CounterError
from pos_emulator.firmware.passwords import operator_secret
from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.start_states import FIRST_OPERATOR
from pos_emulator.training.hidden import TOO_SHORT
from pos_emulator.training.mistakes import SAY_WHAT_WAS_WRONG
from pos_emulator.training.plan import WAIT, Act, Deed, Press, Stroke, TurnBack
from pos_emulator.training.scene import bench_of
from pos_emulator.training.walk import Walk

AGAIN = Act("again")
"""Nothing else leads on: the chapter begins anew."""

_MOST_DEEDS = 250
"""After so many deeds a way that was followed leads nowhere."""

_WAITING = ("host.", "reversal.sending", "settle.", "query.", "power.owed", "power.in-doubt")
_FINISHES = frozenset(SAY_WHAT_WAS_WRONG) | {
    "slip.tear",
    "slip.hand-over",
    "power.slip",
    "password.locked",
    "password.code-wrong",
    "password.wait",
    "logon.needed",
    "logon.unknown",
    "logon.wrong",
    "prompt.timeout",
    "sale.bad-card",
    "sale.pin-wrong",
}
"""Screens that the green key goes on from."""

_LOCKED = frozenset({"password.locked", "password.wait"})
"""Screens from which no unlock code is asked for while none is taken."""

_CARDS = frozenset({"swipe", "insert", "tap"})


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, the first first.

    Attributes:
        on_the_way: Whether the plan goes on so; else this leads back to it.
    """

    deeds: tuple[Deed, ...] = field(repr=False)
    on_the_way: bool = True

    @property
    def next(self) -> Deed | None:
        """The very next thing."""
        return self.deeds[0] if self.deeds else None


def advise(walk: Walk) -> Advice:
    """What to do next; nothing at the end."""
    if walk.ended:
        return Advice(())
    here = walk.here
    stroke = walk.plan.items[walk.at]
    assert isinstance(stroke, Stroke)
    if here.plugged is not stroke.before.plugged:
        return Advice((Act("line"),), on_the_way=False)
    if here.paper is not stroke.before.paper:
        return Advice((Act("paper"),), on_the_way=False)
    if here.screen in _LOCKED and any(tries.waiting for tries in walk.stage.bench.state.tries.values()):
        return Advice((WAIT,), on_the_way=False)
    if here.screen == TOO_SHORT and stroke.before.starred:
        return _typed_on(walk, stroke)
    if walk.lost or here.place != stroke.before.place:
        return Advice(_way_back(walk), on_the_way=False)
    if not walk.entered(walk.at, here.entry):
        return Advice((Press(Key.CLEAR),), on_the_way=False)
    return _onward(walk, stroke)


def turned_back(walk: Walk, to: int) -> bool:
    """Where the advice leads nowhere: turn back from the present screen, if that does better.

    Args:
        walk: Where one stands.
        to: The item that one had come to before.
    """
    back = TurnBack(to)
    ahead = walk.copy()
    ahead.do(back)
    if not leads_on(ahead):
        return False
    walk.do(back)
    return True


def leads_on(walk: Walk) -> bool:
    """Whether who follows the advice from here comes to the end."""
    ahead = walk.copy()
    for _ in range(_MOST_DEEDS):
        deed = advise(ahead).next
        if deed is None:
            return True
        try:
            ahead.do(deed)
        except CounterError:
            return False
    return False


def _typed_on(walk: Walk, stroke: Stroke) -> Advice:
    """On with an entry that was ended too early: what was typed still stands there."""
    if not walk.entered(walk.at, walk.hidden):
        return Advice((Press(Key.CLEAR),), on_the_way=False)
    return Advice(_presses(walk, stroke))


def _onward(walk: Walk, stroke: Stroke) -> Advice:
    deed = walk.wanted(walk.at)
    if deed is None:
        return Advice((AGAIN,), on_the_way=False)
    screen = walk.stage.bench.screen
    if isinstance(deed, Act) and deed.act in _CARDS:
        counter = walk.stage.bench.counter
        if counter.in_reader:
            return Advice((Act("remove", counter.in_reader),), on_the_way=False)
        if deed.card not in counter.at_hand:
            return Advice((Act("back"),), on_the_way=False)
    if isinstance(deed, Press) and deed.key.is_digit and "stars" in screen.fields:
        if screen.name == "password.unlock":
            if not walk.code:
                return Advice((Act("call"),))
        elif walk.lesson.watched and not walk.shielded:
            return Advice((Act("shield"),))
    return Advice(_presses(walk, stroke) if isinstance(deed, Press) else (deed,))


def _presses(walk: Walk, stroke: Stroke) -> tuple[Deed, ...]:
    """The keys from here on that the present screen takes."""
    presses: list[Deed] = []
    for at in range(walk.at, len(walk.plan.items)):
        item, wanted = walk.plan.items[at], walk.wanted(at)
        if not isinstance(item, Stroke) or item.before.place != stroke.before.place:
            break
        if not isinstance(wanted, Press):
            break
        presses.append(wanted)
    return tuple(presses)


def _way_back(walk: Walk) -> tuple[Deed, ...]:
    """Out of a screen that the plan does not know."""
    stage = walk.stage
    name, state = stage.bench.screen.name, stage.bench.state
    nobody = state.signed_on is None or state.needs_sign_on
    if name == "password.unlock":
        return _typed(walk, walk.code) if walk.code else (Act("call"),)
    if name == "lock.locked":
        return _typed(walk, state.locked_by)
    if name == "lock.password":
        return _typed(walk, _secret(walk, operator_secret(state.locked_by)))
    if nobody and name == "logon.operator":
        return _typed(walk, FIRST_OPERATOR)
    if nobody and name == "logon.password":
        return _typed(walk, _secret(walk, operator_secret(FIRST_OPERATOR)))
    if name in _FINISHES or (nobody and name.startswith(("idle.", "logon."))):
        return (Press(Key.ENTER),)
    if name == "refund.confirm":
        return (Press(Key.CLEAR),)
    if name == "card.remove":
        return (Act("remove", stage.bench.counter.in_reader),)
    return _out(walk, name)


def _out(walk: Walk, name: str) -> tuple[Deed, ...]:
    """By the red key where the terminal takes it, else by the green one, else by patience."""
    terminal = bench_of(walk.stage).terminal
    if terminal is not None and not name.startswith("idle."):
        for key in (Key.CANCEL, Key.ENTER):
            if terminal.takes(key):
                return (Press(key),)
    in_reader = walk.stage.bench.counter.in_reader
    if in_reader:
        return (Act("remove", in_reader),)
    return (WAIT,) if name.startswith(_WAITING) else (AGAIN,)


def _typed(walk: Walk, digits: str) -> tuple[Deed, ...]:
    """What is still to be typed of an entry, and 确认; 清除 where something else stands there."""
    entry = walk.here.entry
    if not digits.startswith(entry):
        return (Press(Key.CLEAR),)
    return (*(Press(Key(digit)) for digit in digits[len(entry) :]), Press(Key.ENTER))


def _secret(walk: Walk, name: str) -> str:
    secret = walk.stage.secrets.get(name)
    return "" if secret is None else secret.reveal()
