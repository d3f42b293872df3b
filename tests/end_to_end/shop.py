"""One bench with its operator, and whoever comes to help."""

from __future__ import annotations

from pos_emulator.oracle import declared
from pos_emulator.runtime.virtual import Bench, SavedStart
from tests.end_to_end.operator import Operator, is_asking
from tests.end_to_end.walk import AT_REST


class Shop:
    """A bench, from a calamity to its next sale."""

    def __init__(self, at: SavedStart | Bench) -> None:
        self.bench = at if isinstance(at, Bench) else Bench(start=at).power_on()
        self.operator = Operator(self.bench)

    def until_answered(self) -> Shop:
        while is_asking(self.bench):
            self.bench.wait(60)
        return self

    def administrator(self, *keys: str) -> Shop:
        """99 comes through the menu, or, where nobody is signed on, through the sign-on."""
        self.operator.settle_down(until=AT_REST | {"idle.signed-off"})
        if self.bench.screen.name == "idle.signed-off":
            self.bench.press("Enter")
        else:
            self.bench.press("Enter", "7", "1")
        self.bench.press("99", "Enter", "12345678", "Enter", *keys)
        return self

    def complaints(self) -> list[str]:
        """What the oracle finds now."""
        return [str(finding) for finding in self.operator.look()]

    def to_the_next_sale(self, *differences: str) -> None:
        """The way on, with exactly the declared differences on the way."""
        self.operator.settle_down()
        assert not self.complaints(), self.complaints()
        self.operator.sell()
        assert not self.complaints(), self.complaints()
        assert [finding.rule for finding in declared(self.bench.state)] == list(differences)
