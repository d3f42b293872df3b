"""A dialect: which elements there are, how each looks on the line, and which kinds of message they make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from construct import Construct

from iso8583_specs.element_codec import ElementCodec
from iso8583_specs.errors import KindError
from iso8583_specs.fastpath import FastPath
from iso8583_specs.kinds import Kind, KindTable
from iso8583_specs.layout import Bitmap, MessageLayout
from iso8583_specs.masking import Mask, MaskRule
from iso8583_specs.message import Message


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an element, as shown to a person: ``60.2``, ``batch``, ``000001``."""

    label: str
    name: str
    value: str


PartsOf = Callable[[Message, bool], Iterable[Part]]
"""Takes an element of a message apart for people; the flag asks for its secrets too."""


@dataclass(frozen=True, slots=True)
class Element:
    """One data element of a dialect: its number, its name, and how its value looks on the line.

    ``mask`` says what people may see of it, ``parts`` takes it apart for them.
    """

    number: int
    name: str
    codec: ElementCodec
    mask: Mask | MaskRule = Mask.NONE
    parts: PartsOf | None = None


class Dialect:
    """Builds and parses messages of one dialect, and knows its kinds.

    Attributes:
        name: What every error begins with.
        elements: What may be declared behind the bitmap, by number, ascending.
        kinds: All kinds, as declared.
        layout: The declarations interpreted: what building and parsing mean.
        fast: The same, sooner.
        build: The bytes of a message, MTI first; see `FastPath.build`. Formats alone are checked: any
            kind or none will do.
        parse: The message in the bytes; see `FastPath.parse`.
    """

    def __init__(
        self,
        name: str,
        *,
        mti: Construct,
        bitmap: Bitmap,
        elements: Iterable[Element],
        kinds: Iterable[Kind] = (),
    ) -> None:
        self.name = name
        self.mti = mti
        self.bitmap = bitmap
        self.elements: Mapping[int, Element] = MappingProxyType(
            {element.number: element for element in sorted(elements, key=lambda element: element.number)}
        )
        self.kinds = tuple(kinds)
        self._named = {kind.name: kind for kind in self.kinds}
        self._kinds = KindTable(self.kinds)
        self.layout = MessageLayout(name, mti=mti, bitmap=bitmap, elements=self.elements)
        self.fast = FastPath(self.layout)
        self.build = self.fast.build
        self.parse = self.fast.parse

    def extend(
        self,
        name: str,
        *,
        elements: Iterable[Element] = (),
        kinds: Iterable[Kind] = (),
        bitmap: Bitmap | None = None,
    ) -> Dialect:
        """A dialect like this one: ``elements`` replace those of their numbers, ``kinds`` of their names.

        Args:
            name: Its name, which every error begins with.
            elements: Elements that are new or look otherwise.
            kinds: Kinds that are new or made otherwise.
            bitmap: Another bitmap; elements that it cannot name fall away.
        """
        bitmap = bitmap or self.bitmap
        merged = dict(self.elements) | {element.number: element for element in elements}
        named = {kind.name: kind for kind in self.kinds} | {kind.name: kind for kind in kinds}
        return Dialect(
            name,
            mti=self.mti,
            bitmap=bitmap,
            elements=[element for element in merged.values() if element.number <= bitmap.most],
            kinds=named.values(),
        )

    def kind(self, name: str) -> Kind:
        """The kind of that name.

        Raises:
            KindError: there is none.
        """
        found = self._named.get(name)
        if found is None:
            raise KindError(self.name, f"there is no kind {name!r}", kind=name)
        return found

    def kind_of(self, message: Message) -> Kind | None:
        """The kind that a request, or the response to one, is of; None when it is of none."""
        return self._kinds.find(message)

    def check(self, message: Message) -> Kind:
        """The kind of a request or response, once it is sure to carry what the kind asks for.

        Formats are not looked at: what was parsed has them right.

        Raises:
            KindError: it is of no kind, lacks a mandatory element or carries a forbidden one.
        """
        kind = self._kinds.find(message)
        if kind is None:
            raise KindError(self.name, "no kind has this MTI with this DE3, DE25 and DE60")
        rules = kind.rules(message)
        carried = frozenset(message)
        if not carried.issuperset(rules.mandatory):
            missing = next(number for number in rules.mandatory if number not in carried)
            raise self._broken(kind, message, missing, "is missing")
        if not carried <= rules.allowed:
            raise self._broken(kind, message, min(carried - rules.allowed), "has no place here")
        return kind

    def _broken(self, kind: Kind, message: Message, number: int, what: str) -> KindError:
        name = self.elements[number].name if number in self.elements else ""
        role = "request" if message.mti == kind.mti else "reply"
        complaint = f"{kind.name} {role}: DE{number} {name}".rstrip() + f" {what}"
        return KindError(self.name, complaint, kind=kind.name, number=number)

    def __repr__(self) -> str:
        return f"<Dialect {self.name}: {len(self.elements)} elements, {len(self.kinds)} kinds>"
