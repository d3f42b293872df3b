"""Where scripts are played, as ``--backend`` names it, and what can be done there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from pos_emulator.keyscript.backends.bench import Far, ScriptBench
from pos_emulator.keyscript.backends.core import on_core
from pos_emulator.keyscript.errors import close_to
from pos_emulator.keyscript.product import FEATURES, START_STATES
from pos_emulator.keyscript.start_states import Prepared, Shop, prepared, walk_to
from pos_emulator.link.errors import BadLineAddress
from pos_emulator.link.transports.line_address import (
    LineAddress,
    SerialAddress,
    TcpAddress,
    parse_line_address,
)

FORMS = "core, pty, tcp, tcp://HOST:PORT or serial:DEVICE"
_WORDS = ("core", "pty", "tcp", "serial")
_ANY_PORT = "tcp://127.0.0.1:1"
"""The acquirer process chooses another; no address is without a port."""

OpenBench = Callable[[Prepared, int], ScriptBench]


class BadBackendError(Exception):
    """What stands after ``--backend`` is no place to play; the text says what could stand there."""


@dataclass(frozen=True, slots=True)
class Backend:
    """A place to play, and who is there.

    Attributes:
        name: As it was typed.
        features: What a script may ask of it, see `product.FEATURES`.
        states: The start states that can be had there.
        far: Who is at the other end of a real line; None on the core.
    """

    name: str
    features: frozenset[str]
    states: frozenset[str] = frozenset(START_STATES)
    far: Far | None = None

    @property
    def acknowledges(self) -> bool:
        """Whether frames are acknowledged on its line."""
        return not self.name.startswith("tcp")

    @property
    def address(self) -> LineAddress | None:
        """Where somebody else's host is; None where the host is ours."""
        return None if self.far is None else self.far.address

    def begin(self, shop: Shop, state: str) -> tuple[Prepared, OpenBench]:
        """A start state of a shop, and what makes a bench that stands there."""
        far = self.far
        if far is None:
            return prepared(shop, state), on_core
        if far.address is None:
            return prepared(shop, state), lambda begins, stream: _opened(begins, stream, shop, far)

        def at_a_foreign_host(begins: Prepared, stream: int) -> ScriptBench:
            bench = _opened(begins, stream, shop, far)
            try:
                walk_to(bench, state, begins.secrets)
                bench.power_cut()
            except BaseException:
                bench.close()
                raise
            return bench

        if state in _BY_ITSELF:
            return prepared(shop, state), lambda begins, stream: _opened(begins, stream, shop, far)
        return prepared(shop, "signed-off"), at_a_foreign_host


def _opened(begins: Prepared, stream: int, shop: Shop, far: Far) -> ScriptBench:
    # Loop, processes and files are nothing that a run on the core is to wait for.
    from pos_emulator.keyscript.backends.live import LiveBench

    return LiveBench(begins.start, stream, profile=shop.profile, far=far)


_BY_ITSELF = frozenset({"fresh", "signed-off"})
"""States of a terminal that no host knows of."""
_OURS = FEATURES - {"clock", "rewind"}
"""On a real line with an acquirer process of our own."""
_FOREIGN = frozenset({"power"})
_BY_KEYS = _BY_ITSELF | {"signed-on", "settled", "locked"}
"""States that a host of somebody else can be brought to without another day or a hundred sales."""

CORE = Backend("core", FEATURES)
_OWN = MappingProxyType(
    {
        "core": CORE,
        "pty": Backend("pty", _OURS, far=Far(own_line="pty")),
        "tcp": Backend("tcp", _OURS, far=Far(own_line=_ANY_PORT)),
    }
)


def backend_of(text: str, *, allow_remote: bool = False) -> Backend:
    """The backend that ``--backend`` names.

    Args:
        text: One of `FORMS`.
        allow_remote: An address outside this machine is meant.

    Raises:
        BadBackendError: it is none of these, or its address is none.
        RemoteNotAllowed: the address is outside this machine.
    """
    if text in _OWN:
        return _OWN[text]
    kind, colon, rest = text.partition(":")
    if not colon or kind not in ("tcp", "serial"):
        hint = str(close_to(kind, _WORDS))
        raise BadBackendError(f"there is no backend {text!r}; {hint or f'expected {FORMS}'}")
    try:
        address = parse_line_address(text if kind == "tcp" else rest, allow_remote=allow_remote)
    except BadLineAddress as error:
        expected = error.expected if kind == "tcp" else "serial: and a device such as /dev/ttyUSB0"
        raise BadBackendError(f"there is no backend {text!r}; expected {expected}") from None
    wanted = TcpAddress if kind == "tcp" else SerialAddress
    if not isinstance(address, wanted):
        raise BadBackendError(f"there is no backend {text!r}; expected {FORMS}")
    return Backend(text, _FOREIGN, _BY_KEYS, Far(address, allow_remote=allow_remote))
