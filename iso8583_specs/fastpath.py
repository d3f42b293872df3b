"""The declarations of a dialect turned into straight-line Python, one function per set of elements.

Which elements a message has is its *shape*. For a shape that keeps coming, a parser and a builder
are written from the declarations and compiled. They are optimistic: whatever is odd makes them give
up without a word, and then the interpreted declarations have the say, with their exact errors.

Shapes come from the line, so they are bounded: only a shape that parsed or built three times is
compiled, at most 128 each way, and nothing but element numbers, declared sizes and counts reaches
the generated text. Layouts with text bitmaps, second bitmaps or rarer codecs stay interpreted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iso8583_specs.codegen import (
    FRONT_OCTETS,
    GIVE_UP,
    Codecs,
    compile_builder,
    compile_parser,
    is_covered,
    is_packed_mti,
)
from iso8583_specs.layout import MessageLayout
from iso8583_specs.message import Message

MOST_SHAPES = 128
SIGHTINGS = 3
MOST_COUNTED = 1024
FIRST_HALF = 64

BITMAP = slice(2, FRONT_OCTETS)

Compile = Callable[[Message, Codecs], Callable[[Any], Any]]


class Shapes:
    """The functions compiled so far, by shape."""

    def __init__(self, compile_shape: Compile, codecs: Codecs) -> None:
        self.compiled: dict[object, Callable[[Any], Any]] = {}
        self._compile = compile_shape
        self._codecs = codecs
        self._sightings: dict[object, int] = {}

    @property
    def counted(self) -> int:
        """How many shapes are being counted, compiled ones included."""
        return len(self._sightings)

    def saw(self, key: object, message: Message) -> None:
        """Count a shape that went well interpreted; compile it once it has come often enough."""
        if len(self.compiled) >= MOST_SHAPES:
            return
        if len(self._sightings) >= MOST_COUNTED:
            self._sightings.clear()
        count = self._sightings[key] = self._sightings.get(key, 0) + 1
        if count == SIGHTINGS and all(is_covered(self._codecs[number]) for number in message):
            self.compiled[key] = self._compile(message, self._codecs)


class FastPath:
    """Builds and parses as its layout does, sooner."""

    def __init__(self, layout: MessageLayout) -> None:
        self._layout = layout
        first_half = {
            number: element.codec for number, element in layout.elements.items() if number <= FIRST_HALF
        }
        self._learns = is_packed_mti(layout.mti) and not layout.bitmap.hexadecimal
        self.parsers = Shapes(compile_parser, first_half)
        self.builders = Shapes(compile_builder, first_half)
        self._parser_of = self.parsers.compiled.get
        self._builder_of = self.builders.compiled.get

    def parse(self, octets: bytes) -> Message:
        """The message in the bytes, which begin with the MTI and end with the last element.

        Building it again gives the same bytes.

        Raises:
            ElementError: an element is not declared or does not fit, or bytes are left over.
        """
        if type(octets) is not bytes:
            octets = bytes(octets)
        parser = self._parser_of(octets[BITMAP])
        if parser is not None:
            try:
                message: Message = parser(octets)
                return message
            except GIVE_UP:
                pass  # What is wrong is said below, where no odd value hangs on to the error.
        message = self._layout.decode(octets)
        if parser is None and self._learns:
            self._saw(self.parsers, octets[BITMAP], message)
        return message

    def build(self, message: Message) -> bytes:
        """The bytes of a message, MTI first.

        Raises:
            ElementError: an element is not declared, or its value does not fit.
        """
        shape = tuple(message._elements)
        builder = self._builder_of(shape)
        if builder is not None:
            try:
                built: bytes = builder(message)
                return built
            except GIVE_UP:
                pass  # As above.
        built = self._layout.encode(message)
        if builder is None and self._learns:
            self._saw(self.builders, shape, message)
        return built

    def _saw(self, shapes: Shapes, key: object, message: Message) -> None:
        numbers = tuple(message)
        if not numbers or numbers[-1] <= FIRST_HALF:
            shapes.saw(key, message)
