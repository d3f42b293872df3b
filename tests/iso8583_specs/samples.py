"""Messages to try things on: values made after the declarations, then damaged or not."""

from __future__ import annotations

from hypothesis import strategies as st

from iso8583_specs.character_codecs import HexBytes
from iso8583_specs.codecs import Alphabet, Characters, Octets, Packed, PackedEntryMode, SignedAmount
from iso8583_specs.dialect import Dialect
from iso8583_specs.element_codec import ElementCodec
from iso8583_specs.message import Message, Value

LONGEST = 40
"""Of the values made here; no bug needs longer ones, and shorter ones shrink sooner."""

DIGITS = "0123456789"

PANS = (
    "6216261000000000018",
    "6224242300000069",
    "4111111111111111",
    "5413330089600010",
    "5555555555554444",
    "3566002020360505",
)


def fitting(codec: ElementCodec) -> st.SearchStrategy[Value]:
    """Values that fit the codec."""
    least = 0 if codec.prefix else codec.most
    most = max(least, min(codec.most, LONGEST))
    match codec:
        case PackedEntryMode():
            return st.text(DIGITS, min_size=3, max_size=3) | st.from_regex(r"\A[0-9]{3}[1-9]\Z")
        case SignedAmount():
            return st.text(DIGITS, min_size=codec.most - 1, max_size=codec.most - 1).map("C".__add__)
        case Octets() | HexBytes():
            return st.binary(min_size=least, max_size=most)
        case Packed() | Characters():
            symbols = {Alphabet.DIGITS: DIGITS, Alphabet.TRACK: DIGITS + "D"}.get(codec.alphabet)
            if symbols is not None:
                return st.text(symbols, min_size=least, max_size=most)
            return st.text(st.characters(max_codepoint=127), min_size=least, max_size=most)
    raise AssertionError(f"no values are made for a {type(codec).__name__}")


ODD_TEXTS = ("", "0", "12a", " 12", "1 2", "\u0661\u0662", "é", "中", "D" * 37, "9" * 1000)
ODD_OCTETS = (b"", b"12", b"\0" * 1000)


def odd_values(value: Value) -> st.SearchStrategy[Value]:
    """Values that may not fit where ``value`` did: cut, longer, of strange symbols, of the other type."""
    near: st.SearchStrategy[Value] = st.just(value[:-1])
    if isinstance(value, str):
        place = st.integers(0, len(value))
        other = st.sampled_from("D=d a0٣é中\x7f")
        near |= st.tuples(place, other).map(lambda at: value[: at[0]] + at[1] + value[at[0] + 1 :])
        near |= st.just(value + "0") | st.just(value.encode())
    else:
        near |= st.just(value + b"0") | st.just(value.hex())
    return near | st.sampled_from(ODD_TEXTS) | st.sampled_from(ODD_OCTETS) | st.text(max_size=20)


@st.composite
def messages(draw: st.DrawFn, dialect: Dialect) -> Message:
    """Messages that fit the dialect, of any elements."""
    numbers = draw(st.lists(st.sampled_from(sorted(dialect.elements)), max_size=14, unique=True))
    values = {number: draw(fitting(dialect.elements[number].codec)) for number in numbers}
    return Message(draw(st.text(DIGITS, min_size=4, max_size=4)), values)


@st.composite
def spoiled(draw: st.DrawFn, message: Message) -> Message:
    """The message with one value, or its MTI, changed for one that may not fit."""
    number = draw(st.sampled_from([0, *message]))
    if not number:
        return message.with_(mti=draw(st.text(max_size=5) | st.text(DIGITS + "D٣", min_size=4, max_size=4)))
    return message.with_({number: draw(odd_values(message[number]))})


@st.composite
def damaged(draw: st.DrawFn, octets: bytes) -> bytes:
    """The bytes with one changed, some cut off or one more."""
    match draw(st.sampled_from(["keep", "flip", "cut", "extend"])):
        case "flip":
            place = draw(st.integers(0, len(octets) - 1))
            changed = bytes([octets[place] ^ 1 << draw(st.integers(0, 7))])
            return octets[:place] + changed + octets[place + 1 :]
        case "cut":
            return octets[: draw(st.integers(0, len(octets)))]
        case "extend":
            return octets + draw(st.binary(min_size=1, max_size=2))
        case _:
            return octets


def sizes(codec: ElementCodec) -> tuple[int, ...]:
    """Counts of symbols worth a try: the fixed one; of a varying one none, odd, even and the greatest."""
    return (0, 1, 2, 7, codec.most - 1, codec.most) if codec.prefix else (codec.most,)


def sized(codec: ElementCodec, size: int) -> Value:
    """A value of that many symbols that fits."""
    match codec:
        case SignedAmount():
            return "C" + "5" * (size - 1)
        case Octets() | HexBytes():
            return bytes(range(1, 251))[:size] if size <= 250 else b"\xab" * size
        case Packed() | Characters():
            text = {Alphabet.TEXT: "aZ 9", Alphabet.GBK: "中文"}.get(codec.alphabet, "9102837465")
            text = "4111D" + text if codec.alphabet is Alphabet.TRACK else text
            return (text * size)[: size // 2 if codec.alphabet is Alphabet.GBK else size]
    raise AssertionError(f"no values are made for a {type(codec).__name__}")


def odd_forms(value: Value) -> list[Value]:
    """What may be given where ``value`` fits: each symbol changed, shorter, longer, of the other type."""
    if isinstance(value, bytes):
        return [value[:-1], value + b"\0", value.hex(), b"", b"\0" * 1000]
    changed = [value[:at] + odd + value[at + 1 :] for at in range(min(len(value), 6)) for odd in "D=d a0٣é中"]
    return [*changed, *ODD_TEXTS, value[:-1], value + "0", value + "5", value.encode()]
