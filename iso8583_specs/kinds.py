"""Kinds of message: what the operator calls sale, void, refund, sign-on.

A kind is recognised by MTI, DE3, DE25 and DE60.1 where it has a DE3, else by MTI and DE60.3. It says
which elements its request and its reply must, may and must not carry, and whether silence on it
owes a reversal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, dataclass, field

from iso8583_specs.errors import SpecError
from iso8583_specs.message import Message

APPROVED = frozenset({"00", "11", "A2", "A4", "A5", "A6"})
"""Response codes (DE39) of an approval; 10, a partial one, is not asked for and not among them."""

PROCESSING_CODE, CONDITION, RESPONSE_CODE, MESSAGE_DATA, MAC = 3, 25, 39, 60, 64

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementRules:
    """The elements a message must carry, ascending, and all that it may; the rest is forbidden."""

    mandatory: tuple[int, ...]
    allowed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message; what is neither mandatory nor conditional is forbidden.

    Attributes:
        name: What the flows, handlers and errors call it.
        mti: MTI of the request; the reply has 10 more.
        processing_code: DE3, or None when it has none.
        condition: DE25, or None when it has none.
        type_code: DE60.1 of a kind with DE3.
        network_code: DE60.3 of a kind without DE3; a tuple where several will do.
        mandatory: Elements of every request; DE64 comes with ``mac``.
        conditional: Elements that a request may carry.
        reply_mandatory: Elements of every reply.
        reply_approved: Elements that a reply must carry as well unless it refuses.
        reply_conditional: Elements that a reply may carry.
        owes_reversal: When its outcome stays unknown, a reversal is owed.
        reverses: Its DE3, DE25 and DE60.1 are those of any kind that owes a reversal.
        mac: Its request and approved replies carry a MAC; a refusal may.
    """

    name: str
    _: KW_ONLY
    mti: str
    processing_code: str | None = None
    condition: str | None = None
    type_code: str | None = None
    network_code: str | tuple[str, ...] | None = None
    mandatory: Iterable[int] = ()
    conditional: Iterable[int] = ()
    reply_mandatory: Iterable[int] = ()
    reply_approved: Iterable[int] = ()
    reply_conditional: Iterable[int] = ()
    owes_reversal: bool = False
    reverses: bool = False
    mac: bool = False
    request_rules: ElementRules = field(init=False, repr=False)
    approved_rules: ElementRules = field(init=False, repr=False)
    refused_rules: ElementRules = field(init=False, repr=False)

    def __post_init__(self) -> None:
        mac = {MAC} if self.mac else set()
        must = frozenset(self.reply_mandatory)
        once_approved = mac.union(self.reply_approved)
        may = frozenset(self.reply_conditional)
        set_once = object.__setattr__
        set_once(self, "request_rules", _rules(mac.union(self.mandatory), frozenset(self.conditional)))
        set_once(self, "approved_rules", _rules(must | once_approved, may))
        set_once(self, "refused_rules", _rules(must, may | once_approved))

    @property
    def reply_mti(self) -> str:
        """MTI of the reply: `0210` answers `0200`."""
        return f"{int(self.mti) + 10:04d}"

    def rules(self, message: Message) -> ElementRules:
        """The rules for a message of this kind: request, approved reply or refusal."""
        if message.mti == self.mti:
            return self.request_rules
        return self.approved_rules if message.get(RESPONSE_CODE, "00") in APPROVED else self.refused_rules

    def codes(self) -> Iterator[Key]:
        """What tells this kind from others of its MTI: DE3, DE25 and DE60.1, or each DE60.3."""
        if self.processing_code is not None:
            yield self.processing_code, self.condition or "", self.type_code or ""
        elif isinstance(self.network_code, str):
            yield (self.network_code,)
        else:
            yield from ((code,) for code in self.network_code or ())


def _rules(mandatory: Iterable[int], conditional: frozenset[int]) -> ElementRules:
    ascending = tuple(sorted(set(mandatory)))
    return ElementRules(ascending, conditional.union(ascending))


class KindTable:
    """Finds the kind of a message.

    Raises:
        SpecError: two kinds cannot be told apart.
    """

    def __init__(self, kinds: tuple[Kind, ...]) -> None:
        self._kinds: dict[Key, Kind] = {}
        reversible = [codes for kind in kinds if kind.owes_reversal for codes in kind.codes()]
        for kind in kinds:
            for codes in reversible if kind.reverses else kind.codes():
                for mti in (kind.mti, kind.reply_mti):
                    known = self._kinds.setdefault((mti, *codes), kind)
                    if known is not kind:
                        raise SpecError(f"the kinds {known.name} and {kind.name} cannot be told apart")

    def find(self, message: Message) -> Kind | None:
        """The kind of a request or reply, or None."""
        data = message.get(MESSAGE_DATA)
        if not isinstance(data, str):
            return None
        processing_code = message.get(PROCESSING_CODE)
        if processing_code is None:
            return self._kinds.get((message.mti, data[8:11]))
        condition = message.get(CONDITION, "")
        if not isinstance(processing_code, str) or not isinstance(condition, str):
            return None
        return self._kinds.get((message.mti, processing_code, condition, data[:2]))
