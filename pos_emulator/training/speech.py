"""What the coach says about the next thing to do."""

from __future__ import annotations

from pos_emulator.firmware.peripherals import Key
from pos_emulator.keyscript.runner.stage import Stage
from pos_emulator.keyscript.steps.teach import Hint, Marker, Say, TeachStep
from pos_emulator.keyscript.values import Saved
from pos_emulator.training.guide import AGAIN, Advice
from pos_emulator.training.hidden import TOO_SHORT
from pos_emulator.training.plan import WAIT, Act, Cue, Deed, Item, Press, Stroke
from pos_emulator.training.walk import Walk
from pos_emulator.training.words import word

_BY_SCREEN = (
    ("refund.password", "refund"),
    ("password.unlock", "unlock-code"),
    ("change.", "supervisor"),
    ("logon.", "operator"),
    ("lock.", "operator"),
    ("sale.pin", "pin"),
    ("void.pin", "pin"),
)
_MOST_HINTS = 3


def todo(walk: Walk, advice: Advice) -> str:
    """What to do, in one sentence; empty where nothing is."""
    lang, deed = walk.lesson.lang, advice.next
    if deed is None:
        return ""
    if isinstance(deed, Act):
        return word(f"do.{deed.act}", lang, card=deed.card)
    keys = [each.key for each in advice.deeds if isinstance(each, Press)]
    digits = [key for key in keys if key.is_digit]
    if digits and walk.here.screen == TOO_SHORT:
        return word("do.go-on", lang)
    if digits and _is_secret(walk, advice):
        return word(
            "do.secret" if len(digits) < len(keys) else "do.secret-digit", lang, secret=secret_name(walk)
        )
    whole = _whole(walk, advice)
    if digits and _is_free(walk, advice):
        return word("do.type-any", lang, count=len(whole))
    if digits and (len(keys) > 1 or len(whole) > 1):
        ends = [key_name(key, lang) for key in keys if not key.is_digit]
        return word("do.type-end" if ends else "do.type", lang, digits=whole, then=" ".join(ends))
    return word("do.press", lang, keys=key_name(keys[0], lang))


def hints(walk: Walk, advice: Advice, given: int) -> tuple[str, ...]:
    """The hints so far: those of the lesson, where the plan goes on and has them, else our own."""
    own: dict[int, str] = {}
    task = walk.task
    if advice.on_the_way and task is not None:
        own = {level: spoken(walk, step) for level, step in task.hints if isinstance(step, Hint)}
    ours = (_question(walk, advice), _group(walk, advice), _place(walk, advice))
    return tuple(own.get(level + 1, ours[level]) for level in range(min(given, _MOST_HINTS)))


def way_back(walk: Walk, advice: Advice) -> str:
    """How to come back to the plan; empty on it."""
    if advice.on_the_way or advice.next is None:
        return ""
    lang, deed = walk.lesson.lang, advice.next
    if deed == AGAIN:
        return word("back.again", lang)
    if walk.left_out and deed == Press(Key.CANCEL):
        return word("back.left-out", lang)
    if isinstance(deed, Act):
        return word("back.act", lang, todo=todo(walk, advice))
    if deed == Press(Key.CANCEL) and walk.stage.bench.screen.name == "void.check":
        return word("back.other-sale", lang)
    known = {Key.CLEAR: "back.clear", Key.CANCEL: "back.cancel", Key.ENTER: "back.enter"}
    if isinstance(deed, Press) and deed.key in known:
        return word(known[deed.key], lang)
    return word("back.typed", lang, todo=todo(walk, advice))


def came_to_nothing(walk: Walk, deed: Deed) -> str:
    """What is said of a key that did nothing, and of a call about nothing; empty of all else."""
    lang = walk.lesson.lang
    if deed == Act("call"):
        return "" if walk.code else word("no-call", lang)
    return word("idle-key", lang) if isinstance(deed, Press) and not walk.shown else ""


def spoken(walk: Walk, step: object) -> str:
    """The text of a teaching line, with the values of the run in it."""
    text = getattr(step, "text", None)
    if text is None:
        return ""
    stage = walk.stage
    return str(text.filled(lambda saved: _read(saved, stage, walk.lesson.lang)))


def last_said(walk: Walk) -> str:
    """What who watches has been told last."""
    before = reversed(walk.plan.items[: walk.at])
    return next((spoken(walk, step) for item in before if (step := _told(item)) is not None), "")


def said_before_task(walk: Walk) -> str:
    """What who learns is told: all that stands before the present task, of one chapter alone; of the task
    before it where nothing does. By where one stands, so that it comes again to who comes again.
    """
    told: list[TeachStep] = []
    for item in reversed(walk.plan.items[: walk.at]):
        if isinstance(item, Stroke) and told:
            break
        if (step := _told(item)) is not None:
            told.insert(0, step)
        if isinstance(step, Marker):
            break
    return "\n".join(spoken(walk, step) for step in told)


def situation_of(walk: Walk) -> str:
    """What one is told in practice too: the present chapter's `Marker`, and its first `Say` if nothing is
    to be done before it. Before the first `Marker` the lesson itself is the chapter.
    """
    items = walk.plan.items
    begins = 0
    for at, item in enumerate(items[: walk.at + 1]):
        if isinstance(item, Cue) and isinstance(item.step, Marker):
            begins = at
    told: list[TeachStep] = []
    for item in items[begins:]:
        if not isinstance(item, Cue):
            break
        if (step := _told(item)) is not None:
            told.append(step)
        if isinstance(step, Say):
            break
    return "\n".join(spoken(walk, step) for step in told)


def secret_name(walk: Walk) -> str:
    """Whose secret the present prompt asks for."""
    name = walk.stage.bench.screen.name
    found = next((secret for start, secret in _BY_SCREEN if name.startswith(start)), "supervisor")
    return word(f"secret.{found}", walk.lesson.lang)


def secret_note(walk: Walk, advice: Advice) -> str:
    """The throw-away secret that the prompt wants, for who could not know it; empty at other prompts."""
    screen = walk.stage.bench.screen
    item = walk.plan.items[walk.at]
    if "stars" not in screen.fields or screen.name == "password.unlock" or not isinstance(item, Stroke):
        return ""
    digits = ""
    if item.before.place[0] == ("screen", screen.name) and not walk.lost:
        digits = walk.digits(item.typed) if item.typed is not None else ""
    elif any(isinstance(deed, Press) and deed.key.is_digit for deed in advice.deeds):
        digits = _whole(walk, advice)
    return word("do.note", walk.lesson.lang, secret=secret_name(walk), digits=digits) if digits else ""


def key_name(key: Key, lang: str) -> str:
    """What stands on a key."""
    return word("key.digit", lang, digit=key.value) if key.is_digit else word(f"key.{key.value}", lang)


def keys_of(advice: Advice) -> tuple[Key, ...]:
    """Keys to highlight."""
    return tuple(deed.key for deed in advice.deeds if isinstance(deed, Press))


def act_of(deed: Deed | None) -> str:
    """What to do at the counter; empty where a key comes next."""
    return str(deed) if isinstance(deed, Act) else ""


def _is_secret(walk: Walk, advice: Advice) -> bool:
    """Whether what is typed stays unsaid: what a lesson types wrong on purpose does not."""
    if "stars" not in walk.stage.bench.screen.fields:
        return False
    item = walk.plan.items[walk.at]
    return not advice.on_the_way or not isinstance(item, Stroke) or item.typed is not None


def _is_free(walk: Walk, advice: Advice) -> bool:
    """Whether any digits will do, since they are taken back again; wrong ones are spelt out to be wrong."""
    item = walk.plan.items[walk.at]
    free = isinstance(item, Stroke) and item.free and advice.on_the_way
    return free and Press(Key.ENTER) not in advice.deeds


def _whole(walk: Walk, advice: Advice) -> str:
    """All digits of the entry that is being typed, those that stand there already too."""
    left = "".join(deed.key.value for deed in advice.deeds if isinstance(deed, Press) and deed.key.is_digit)
    return (walk.entry(walk.at) if advice.on_the_way else walk.here.entry) + left


def _told(item: Item) -> Marker | Say | None:
    """What the coach says at an item of the plan."""
    return item.step if isinstance(item, Cue) and isinstance(item.step, Marker | Say) else None


def _read(saved: Saved, stage: Stage, lang: str) -> str:
    """A value as people read it: the date 1121 is 11-21, and no amount."""
    text = stage.values.text(saved, stage.bench.state)
    if saved.part == "date":
        return word("date", lang, month=text[:2], day=text[2:])
    return text


def _place(walk: Walk, advice: Advice) -> str:
    """Where what comes next is: what to do as a whole is said above."""
    deed, lang = advice.next, walk.lesson.lang
    if isinstance(deed, Press):
        return word("hint.3.key", lang, keys=key_name(deed.key, lang))
    return word("hint.3.wait" if deed == WAIT else "hint.3.act", lang)


def _question(walk: Walk, advice: Advice) -> str:
    if advice.on_the_way:
        return word("hint.1", walk.lesson.lang)
    return word("hint.1.left-out" if walk.left_out else "hint.1.lost", walk.lesson.lang)


def _group(walk: Walk, advice: Advice) -> str:
    deed, lang = advice.next, walk.lesson.lang
    if deed == WAIT:
        return word("hint.2.wait", lang)
    if not isinstance(deed, Press):
        return word("hint.2.act", lang)
    if deed.key.is_digit:
        return word("hint.2.digits", lang)
    coloured = deed.key in (Key.ENTER, Key.CLEAR, Key.CANCEL)
    return word(f"hint.2.{deed.key.value if coloured else 'other'}", lang)
