"""Writes a parser and a builder for one set of elements, from the same declarations that are interpreted.

The text depends on nothing but element numbers, the sizes their codecs declare and the counts of
one message. It checks all that the declarations check (digits, ASCII, lengths, pad nibbles, the
end) but says nothing about what it finds: it raises, and the interpreted declarations say what is
wrong.

What makes it quick: one ``hex()`` and one ``decode()`` for a whole message, whose elements are then
slices, cut at places known beforehand where the counts are the usual ones; one ``fromhex()`` for
each run of packed elements; one ``isdigit()`` over all digits, as bytes, where it looks up a table
and not Unicode; one ``isascii()`` over all text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from iso8583_specs.codecs import Alphabet, Characters, Octets, Packed, PackedDigits, PackedEntryMode, Side
from iso8583_specs.element_codec import ElementCodec
from iso8583_specs.message import Message, trusted_message

FRONT_OCTETS = 10
"""Packed MTI and the first half of a binary bitmap."""

Codecs = Mapping[int, ElementCodec]

Counts = Mapping[int, int]
"""By element number, the symbols of an element that varies."""

NO_COUNTS: Counts = MappingProxyType({})


class OddError(Exception):
    """Not what the generated code expects; the declarations will say why."""


GIVE_UP = (OddError, IndexError, TypeError, ValueError)
"""What generated code raises on anything odd; a `UnicodeError` is a `ValueError`."""

PACKED_COUNT = tuple(
    10 * (octet >> 4) + (octet & 15) if octet >> 4 < 10 and octet & 15 < 10 else None for octet in range(256)
)
"""The two digits packed in a byte; where they are none, None, which no arithmetic takes."""


def is_covered(codec: object) -> bool:
    """Whether text can be written for elements of this codec."""
    match codec:
        case Packed():
            return True
        case Characters():
            return codec.alphabet is Alphabet.TEXT and codec.packed_prefix
        case Octets():
            return codec.packed_prefix
        case _:
            return False


def is_packed_mti(codec: object) -> bool:
    """Whether the MTI is four packed digits."""
    return isinstance(codec, PackedDigits) and codec.most == 4


def compile_parser(sample: Message, codecs: Codecs) -> Callable[[bytes], Message]:
    """A function from the bytes of a message with the elements of the sample to the message."""
    numbers = tuple(sample)
    counts = {number: len(sample[number]) for number in numbers if codecs[number].prefix}
    # To copy a dict and set its values is sooner than to make one.
    blank = dict.fromkeys(numbers).copy
    names = {"COUNT": PACKED_COUNT, "Odd": OddError, "blank": blank, "message": trusted_message}
    return _compiled("parse", ParserText(numbers, codecs, counts).text(), names)


def compile_builder(sample: Message, codecs: Codecs) -> Callable[[Message], bytes]:
    """A function from a message with the elements of the sample to its bytes."""
    text = BuilderText(tuple(sample), codecs)
    names = {"Odd": OddError, "unhex": bytes.fromhex, "text": "".join, "octets": b"".join}
    return _compiled("build", text.text(), names | text.counts)


def _compiled(name: str, text: str, names: Mapping[str, object]) -> Callable[[Any], Any]:
    scope = dict(names)
    exec(compile(text, f"<generated {name}>", "exec"), scope)
    function: Callable[[Any], Any] = scope[name]  # type: ignore[assignment]
    return function


class ParserText:
    """The text of ``parse(b)``: ``h`` is the message in hex, ``s`` as characters, ``v3`` is DE3.

    ``counts`` are those of a message of this shape. Most that come have the same, and are cut at
    places known beforehand; any other is cut by the counts it brings.
    """

    def __init__(self, numbers: tuple[int, ...], codecs: Codecs, counts: Counts = NO_COUNTS) -> None:
        self._numbers = numbers
        self._cuts = Cuts(numbers, codecs)
        self._known_cuts = Cuts(numbers, codecs, counts) if counts else None
        self._digits = ["h[:4]"]
        self._texts: list[str] = []
        for number in numbers:
            match codecs[number]:
                case Packed(alphabet=Alphabet.TRACK):
                    self._digits.append(f'v{number}.replace("D", "")')
                case Packed():
                    self._digits.append(f"v{number}")
                case Characters():
                    self._texts.append(f"v{number}")

    def text(self) -> str:
        """The whole function."""
        head = ["h = b.hex()", "s = b.decode('latin-1')"] if self._texts else ["h = b.hex()"]
        lines = [*self._cuts.lines, f"if len(b) != {self._cuts.octet()}: raise Odd"]
        if self._known_cuts:
            as_known = " and ".join((f"len(b) == {self._known_cuts.octet()}", *self._known_cuts.granted))
            known = [f" {line}" for line in self._known_cuts.lines]
            lines = [f"if {as_known}:", *known, "else:", *(f" {line}" for line in lines)]
        checks = [f"not {_formatted(self._digits)}.encode().isdigit()"]
        if self._texts:
            checks.append(f"not {_formatted(self._texts)}.isascii()")
        tail = [
            f"if {' or '.join(checks)}: raise Odd",
            "d = blank()",
            *(f"d[{number}] = v{number}" for number in self._numbers),
            "return message(h[:4], d)",
        ]
        return "\n ".join(["def parse(b):", *head, *lines, *tail])


def _formatted(pieces: list[str]) -> str:
    return "f'" + "".join(f"{{{piece}}}" for piece in pieces) + "'"


class Cuts:
    """Lines that cut a message into the values of its elements.

    Where the counts are known, all offsets are numbers. Where they are not, offsets are numbers up
    to the first varying element; behind it they count from ``p`` in bytes and from ``q`` in nibbles.

    Attributes:
        lines: The lines, in order.
        granted: What holds of a message that has the known counts, its length aside.
    """

    def __init__(self, numbers: tuple[int, ...], codecs: Codecs, counts: Counts = NO_COUNTS) -> None:
        self.lines: list[str] = []
        self.granted: list[str] = []
        self._anchored = False
        self._offset = FRONT_OCTETS
        for number in numbers:
            codec = codecs[number]
            count: int | None = codec.most
            if codec.prefix:
                count = counts.get(number)
                self._count(codec, count)
            match codec:
                case PackedEntryMode():
                    self._entry_mode(f"v{number}")
                case Packed():
                    self._packed(f"v{number}", codec, count)
                case Characters():
                    self._slice(f"v{number}", "s", count)
                case _:
                    self._slice(f"v{number}", "b", count)

    def octet(self, more: int = 0) -> str:
        """Where the next element begins, in bytes."""
        offset = self._offset + more
        return f"p+{offset}" if self._anchored else str(offset)

    def _nibble(self, more: int = 0) -> str:
        offset = 2 * self._offset + more
        return f"q+{offset}" if self._anchored else str(offset)

    def _anchor(self) -> None:
        """Offsets count from here on from ``p``, which a line has just set."""
        self.lines.append("q = p + p")
        self._anchored, self._offset = True, 0

    def _count(self, codec: ElementCodec, count: int | None) -> None:
        """The count in front of an element: read into ``n``, or taken for granted."""
        if count is None:
            digits = f"COUNT[b[{self.octet()}]]"
            if codec.prefix_octets == 2:
                digits += f" * 100 + COUNT[b[{self.octet(1)}]]"
            self.lines += [f"n = {digits}", f"if n > {codec.most}: raise Odd"]
        else:
            packed = bytes.fromhex(f"{count:0{2 * codec.prefix_octets}d}")
            self.granted += [f"b[{self.octet(place)}] == {octet}" for place, octet in enumerate(packed)]
        self._offset += codec.prefix_octets

    def _slice(self, value: str, source: str, count: int | None) -> None:
        if count is None:
            self.lines += [f"e = {self.octet()}", "p = e + n", f"{value} = {source}[e:p]"]
            self._anchor()
        else:
            self.lines.append(f"{value} = {source}[{self.octet()}:{self.octet(count)}]")
            self._offset += count

    def _packed(self, value: str, codec: Packed, count: int | None) -> None:
        left = codec.pad is Side.LEFT
        if count is None:
            self.lines.append(f"e = {self._nibble()}")
            if left:
                self.lines += ["if n & 1:", " if h[e] != '0': raise Odd", " e += 1"]
            else:
                self.lines.append("if n & 1 and h[e + n] != '0': raise Odd")
            self.lines += [f"{value} = h[e:e + n]", "p = (e + n + 1) >> 1"]
            self._anchor()
        else:
            odd = count & 1
            start = 1 if odd and left else 0
            if odd:
                self.lines.append(f"if h[{self._nibble(0 if left else count)}] != '0': raise Odd")
            self.lines.append(f"{value} = h[{self._nibble(start)}:{self._nibble(start + count)}]")
            self._offset += (count + 1) // 2
        if codec.alphabet is Alphabet.TRACK:
            self.lines.append(f"{value} = {value}.replace('d', 'D')")

    def _entry_mode(self, value: str) -> None:
        start, last = self._nibble(), self._nibble(3)
        self.lines.append(
            f"{value} = h[{start}:{last}] if h[{last}] == '0' else h[{start}:{self._nibble(4)}]"
        )
        self._offset += 2


class BuilderText:
    """The text of ``build(m)``: runs of packed elements become one hex string, runs of text one string."""

    def __init__(self, numbers: tuple[int, ...], codecs: Codecs) -> None:
        self.counts: dict[str, object] = {}
        self._numbers = numbers
        self._lines: list[str] = []
        self._checks = ["len(t) == 4"]
        self._digits = ["t"]
        bitmap = sum(1 << (64 - number) for number in numbers)
        self._hex = f"{{t}}{bitmap:016x}"
        self._text: list[str] = []
        self._pieces: list[str] = []
        for number in numbers:
            match codecs[number]:
                case PackedEntryMode():
                    self._entry_mode(f"v{number}")
                case Packed() as codec:
                    self._packed(number, codec)
                case Characters() as codec:
                    self._front(number, codec)
                    self._flush_hex()
                    self._text.append(f"v{number}")
                case codec:
                    self._front(number, codec)
                    self._flush_hex()
                    self._flush_text()
                    self._pieces.append(f"v{number}")
        self._flush_hex()
        self._flush_text()

    def text(self) -> str:
        """The whole function."""
        values = "".join(f"v{number}, " for number in self._numbers)
        head = ["t = m.mti"]
        if values:
            head.append(f"{values}= m._elements.values()")
        # Octets where digits belong become b'…' here, which are none.
        checks = [*self._checks, f"{_formatted(self._digits)}.encode().isdigit()"]
        tail = [
            f"if not ({' and '.join(checks)}): raise Odd",
            f"return octets(({', '.join(self._pieces)},))",
        ]
        return "\n ".join(["def build(m):", *head, *self._lines, *tail])

    def _front(self, number: int, codec: ElementCodec) -> None:
        """The count in front of an element that varies, a check of the length of one that does not."""
        value = f"v{number}"
        if not codec.prefix:
            self._checks.append(f"len({value}) == {codec.most}")
            return
        self._flush_text()
        width = 2 * codec.prefix_octets
        # An index past the end is an element that is too long.
        self.counts[f"C{number}"] = tuple(f"{count:0{width}d}" for count in range(codec.most + 1))
        self._lines += [f"n{number} = len({value})", f"c{number} = C{number}[n{number}]"]
        self._hex += f"{{c{number}}}"

    def _packed(self, number: int, codec: Packed) -> None:
        self._flush_text()
        self._front(number, codec)
        value = f"v{number}"
        left = codec.pad is Side.LEFT
        pad = ""
        if codec.prefix:
            self._lines.append(f"z{number} = '0' if n{number} & 1 else ''")
            pad = f"{{z{number}}}"
        elif codec.most & 1:
            pad = "0"
        self._hex += f"{pad}{{{value}}}" if left else f"{{{value}}}{pad}"
        self._digits.append(f'{value}.replace("D", "")' if codec.alphabet is Alphabet.TRACK else value)

    def _entry_mode(self, value: str) -> None:
        self._flush_text()
        self._checks.append(f"len({value}) == 3")
        self._digits.append(value)
        self._hex += f"{{{value}}}0"

    def _flush_hex(self) -> None:
        if self._hex:
            self._pieces.append(f"unhex(f'{self._hex}')")
            self._hex = ""

    def _flush_text(self) -> None:
        if self._text:
            self._pieces.append(f"text(({', '.join(self._text)},)).encode('ascii')")
            self._text = []
