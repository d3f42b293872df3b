"""All that crosses the case: events going in, effects coming out, and the values they carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple, Protocol

from pos_emulator.security.masking import Pan, Secret
from pos_emulator.security.passwords import PasswordHash, ScryptCost


class Key(Enum):
    """A key of the keypad; the value is its name in scripts and in logs."""

    DIGIT_0 = "0"
    DIGIT_1 = "1"
    DIGIT_2 = "2"
    DIGIT_3 = "3"
    DIGIT_4 = "4"
    DIGIT_5 = "5"
    DIGIT_6 = "6"
    DIGIT_7 = "7"
    DIGIT_8 = "8"
    DIGIT_9 = "9"
    ENTER = "Enter"
    CLEAR = "Clear"
    CANCEL = "Cancel"
    FUNC = "Func"
    UP = "Up"
    DOWN = "Down"
    ALPHA = "Alpha"

    def __init__(self, name: str) -> None:
        self.digit = name if len(name) == 1 else ""
        """The digit that the key carries; empty where it carries none."""
        self.is_digit = bool(self.digit)
        """Whether the key carries a digit."""

    __hash__ = object.__hash__  # That of Enum is Python, and keys are looked up with every press.


class Entry(Enum):
    """How a card was read; the value is the first two digits of DE22."""

    KEYED = "01"
    SWIPE = "02"
    INSERT = "05"
    TAP = "07"


class Timer(Enum):
    """What the case asks to be woken for; the value says whose patience it is."""

    ACK = "line: no ACK or NAK"
    GAP = "line: a frame stopped half way"
    PROMPT = "prompt: nobody presses anything"
    HOST = "host: no answer"
    RETRY = "host: time to send again what is owed"
    LOCK = "lock: too many wrong passwords"
    CODE = "lock: too many wrong unlock codes"
    TICK = "display: a second has passed"

    def __init__(self, what: str) -> None:
        self.whose = what.partition(":")[0]
        """`line`, `prompt`, `host`, `lock` or `display`."""

    __hash__ = object.__hash__  # That of Enum is Python, and timers are looked up with every key.


class Beep(Enum):
    """What the beeper says."""

    KEY = "key"
    OK = "ok"
    ERROR = "error"
    FAIL = "fail"
    DECLINE = "decline"
    PAPER = "paper"


class Printer(Enum):
    """What the printer reports after a slip."""

    PRINTED = "printed"
    NO_PAPER = "no paper"
    JAM = "jam"


class Lamp(Enum):
    """A lamp above the display."""

    DEFAULT_PASSWORD = "default-password"
    TRAINING = "training"
    LINE = "line"
    LOCK = "lock"
    OWED = "owed"


@dataclass(frozen=True, slots=True)
class CardData:
    """What the reader read of a card; nothing of it survives the transaction but through the vault."""

    entry: Entry
    pan: Pan
    expiry: str = ""
    """YYMM, empty where it was not read."""
    track2: Secret | None = None
    sequence: str = ""
    chip: bytes = b""
    """DE55 data objects of a chip, BER-TLV."""


class Screen(NamedTuple):
    """What the display shows: a name for programs, rows of 16 columns for people.

    A named tuple, because every key makes one: that takes half as long as a frozen dataclass.
    """

    name: str = "off"
    rows: tuple[str, ...] = ()
    fields: Mapping[str, object] = MappingProxyType({})
    """The values behind the rows, before they were laid out (amounts in fen)."""
    lamps: frozenset[Lamp] = frozenset()


@dataclass(frozen=True, slots=True)
class Slip:
    """A piece of paper: lines of at most 32 columns."""

    copy: str
    """`merchant`, `customer`, `fault` or `report`."""
    lines: tuple[str, ...]
    voucher: str = ""


# Events: what has happened.


@dataclass(frozen=True, slots=True)
class PoweredOn:
    """The power came on; always the first event."""

    chip_inside: bool = False
    """The reader's contact says that a card is in it."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key went down. `ahead`: it was typed before the present screen was there to be read."""

    key: Key
    held: bool = False
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card was swiped, inserted or tapped and could be read."""

    card: CardData


@dataclass(frozen=True, slots=True)
class CardFailed:
    """A card was there and could not be read."""


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The chip card left the reader."""


@dataclass(frozen=True, slots=True)
class BytesReceived:
    """Bytes came over the line, in any chunking."""

    data: bytes


@dataclass(frozen=True, slots=True)
class LineConnected:
    """The line is there: bytes can leave."""


@dataclass(frozen=True, slots=True)
class LineLost:
    """The line is gone: nothing can leave or come."""


@dataclass(frozen=True, slots=True)
class TimerExpired:
    """A timer that was started has run out."""

    timer: Timer


@dataclass(frozen=True, slots=True)
class PrinterReported:
    """The slip handed to the printer is out, or is not."""

    state: Printer


@dataclass(frozen=True, slots=True)
class PasswordChecked:
    """The secure element has compared a password."""

    right: bool


@dataclass(frozen=True, slots=True)
class PasswordHashed:
    """The secure element has made the record of a new password."""

    record: PasswordHash


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Someone switched the language of screens and slips: `zh` or `en`."""

    lang: str


Event = (
    PoweredOn
    | KeyPressed
    | CardRead
    | CardFailed
    | CardRemoved
    | BytesReceived
    | LineConnected
    | LineLost
    | TimerExpired
    | PrinterReported
    | PasswordChecked
    | PasswordHashed
    | LanguageChosen
)


# Effects: what the world is asked to do.


@dataclass(frozen=True, slots=True)
class Show:
    """Put a screen on the display."""

    screen: Screen


@dataclass(frozen=True, slots=True)
class Sound:
    """Let the beeper sound."""

    beep: Beep


@dataclass(frozen=True, slots=True)
class WriteBytes:
    """Send bytes over the line."""

    data: bytes


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the connection and make a new one: `LineLost`, then `LineConnected`, or `LineLost` again where nobody is."""


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Start a timer, or start it anew."""

    timer: Timer
    seconds: float


@dataclass(frozen=True, slots=True)
class StopTimer:
    """Stop a timer; one that does not run is no error."""

    timer: Timer


@dataclass(frozen=True, slots=True)
class Print:
    """Print a slip, then report."""

    slip: Slip


@dataclass(frozen=True, slots=True)
class CheckPassword:
    """Compare a password with its record, which takes its time; answered by `PasswordChecked`."""

    password: Secret
    record: PasswordHash


@dataclass(frozen=True, slots=True)
class HashPassword:
    """Make the record of a new password; answered by `PasswordHashed`."""

    password: Secret
    salt: bytes
    cost: ScryptCost


@dataclass(frozen=True, slots=True)
class Refused:
    """Tell who watches which guard of the firmware refused or dropped something, and why."""

    rule: str
    why: str


Effect = (
    Show
    | Sound
    | WriteBytes
    | HangUp
    | StartTimer
    | StopTimer
    | Print
    | CheckPassword
    | HashPassword
    | Refused
)


class Clock(Protocol):
    """The terminal's real-time clock; called, never awaited."""

    def now(self) -> datetime:
        """Local date and time of the terminal."""


class Entropy(Protocol):
    """The terminal's source of random bytes; called, never awaited."""

    def octets(self, count: int) -> bytes:
        """`count` unpredictable bytes (predictable ones under a seed)."""
