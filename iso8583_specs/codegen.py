"""Writes a parser and a builder for one set of elements, from the same declarations that are interpreted.

The text depends on nothing but element numbers and the sizes their codecs declare. It checks all
that the declarations check (digits, ASCII, lengths, pad nibbles, the end) but says nothing about
what it finds: it raises, and the interpreted declarations say what is wrong.

What makes it quick: one ``hex()`` and one ``decode()`` for a whole message, whose elements are then
slices; one ``fromhex()`` for each run of packed elements; one ``isdigit()`` over all digits and one
``isascii()`` over all text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from iso8583_specs.codecs import Alphabet, Characters, Octets, Packed, PackedDigits, PackedEntryMode, Side
from iso8583_specs.element_codec import ElementCodec
from iso8583_specs.message import Message, trusted_message

FRONT_OCTETS = 10
"""Packed MTI and the first half of a binary bitmap."""

Codecs = Mapping[int, ElementCodec]


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


def compile_parser(numbers: tuple[int, ...], codecs: Codecs) -> Callable[[bytes], Message]:
    """A function from the bytes of a message with just these elements to the message."""
    names = {"COUNT": PACKED_COUNT, "Odd": OddError, "message": trusted_message}
    return _compiled("parse", ParserText(numbers, codecs).text(), names)


def compile_builder(numbers: tuple[int, ...], codecs: Codecs) -> Callable[[Message], bytes]:
    """A function from a message with just these elements to its bytes."""
    text = BuilderText(numbers, codecs)
    names = {"Odd": OddError, "unhex": bytes.fromhex, "text": "".join, "octets": b"".join}
    return _compiled("build", text.text(), names | text.counts)


def _compiled(name: str, text: str, names: Mapping[str, object]) -> Callable[[Any], Any]:
    scope = dict(names)
    exec(compile(text, f"<generated {name}>", "exec"), scope)
    function: Callable[[Any], Any] = scope[name]  # type: ignore[assignment]
    return function


class ParserText:
    """The text of ``parse(b)``: ``h`` is the message in hex, ``s`` as characters, ``v3`` is DE3.

    Up to the first varying element offsets are numbers; behind it they count from ``p`` in bytes
    and from ``q`` in nibbles.
    """

    def __init__(self, numbers: tuple[int, ...], codecs: Codecs) -> None:
        self._lines: list[str] = []
        self._digits = ["h[:4]"]
        self._texts: list[str] = []
        self._anchored = False
        self._offset = FRONT_OCTETS
        for number in numbers:
            match codecs[number]:
                case PackedEntryMode():
                    self._entry_mode(f"v{number}")
                case Packed() as codec:
                    self._packed(f"v{number}", codec)
                case Characters() as codec:
                    self._slice(f"v{number}", "s", codec)
                    self._texts.append(f"v{number}")
                case codec:
                    self._slice(f"v{number}", "b", codec)
        self._numbers = numbers

    def text(self) -> str:
        """The whole function."""
        head = ["h = b.hex()", "s = b.decode('latin-1')"] if self._texts else ["h = b.hex()"]
        digits = "".join(f"{{{piece}}}" for piece in self._digits)
        checks = [f"len(b) != {self._octet()}", f"not f'{digits}'.isdigit()"]
        if self._texts:
            texts = "".join(f"{{{piece}}}" for piece in self._texts)
            checks.append(f"not f'{texts}'.isascii()")
        values = ", ".join(f"{number}: v{number}" for number in self._numbers)
        tail = [f"if {' or '.join(checks)}: raise Odd", f"return message(h[:4], {{{values}}})"]
        return "\n ".join(["def parse(b):", *head, *self._lines, *tail])

    def _octet(self, more: int = 0) -> str:
        offset = self._offset + more
        return f"p+{offset}" if self._anchored else str(offset)

    def _nibble(self, more: int = 0) -> str:
        offset = 2 * self._offset + more
        return f"q+{offset}" if self._anchored else str(offset)

    def _anchor(self) -> None:
        """Offsets count from here on from ``p``, which a line has just set."""
        self._lines.append("q = p + p")
        self._anchored, self._offset = True, 0

    def _count(self, codec: ElementCodec) -> None:
        digits = f"COUNT[b[{self._octet()}]]"
        if codec.prefix_octets == 2:
            digits += f" * 100 + COUNT[b[{self._octet(1)}]]"
        self._lines += [f"n = {digits}", f"if n > {codec.most}: raise Odd"]
        self._offset += codec.prefix_octets

    def _slice(self, value: str, source: str, codec: ElementCodec) -> None:
        if not codec.prefix:
            self._lines.append(f"{value} = {source}[{self._octet()}:{self._octet(codec.most)}]")
            self._offset += codec.most
            return
        self._count(codec)
        self._lines += [f"e = {self._octet()}", "p = e + n", f"{value} = {source}[e:p]"]
        self._anchor()

    def _packed(self, value: str, codec: Packed) -> None:
        left = codec.pad is Side.LEFT
        if codec.prefix:
            self._count(codec)
            self._lines.append(f"e = {self._nibble()}")
            if left:
                self._lines += ["if n & 1:", " if h[e] != '0': raise Odd", " e += 1"]
            else:
                self._lines.append("if n & 1 and h[e + n] != '0': raise Odd")
            self._lines += [f"{value} = h[e:e + n]", "p = (e + n + 1) >> 1"]
            self._anchor()
        else:
            odd = codec.most & 1
            start = 1 if odd and left else 0
            if odd:
                self._lines.append(f"if h[{self._nibble(0 if left else codec.most)}] != '0': raise Odd")
            self._lines.append(f"{value} = h[{self._nibble(start)}:{self._nibble(start + codec.most)}]")
            self._offset += (codec.most + 1) // 2
        if codec.alphabet is Alphabet.TRACK:
            self._lines.append(f"{value} = {value}.replace('d', 'D')")
            self._digits.append(f'{value}.replace("D", "")')
        else:
            self._digits.append(value)

    def _entry_mode(self, value: str) -> None:
        start, last = self._nibble(), self._nibble(3)
        self._lines.append(
            f"{value} = h[{start}:{last}] if h[{last}] == '0' else h[{start}:{self._nibble(4)}]"
        )
        self._digits.append(value)
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
        digits = ", ".join(self._digits)
        # Digits that are not ASCII do not get past unhex().
        checks = [*self._checks, "d.isdigit()"]
        tail = [
            f"d = text(({digits},))",
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
        self._digits.append(f"{value}.replace('D', '')" if codec.alphabet is Alphabet.TRACK else value)

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
