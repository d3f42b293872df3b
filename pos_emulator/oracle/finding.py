"""What the oracle says when a rule of money is broken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule, or one declared difference.

    Attributes:
        rule: Its name, `G1` to `P6`.
        text: What is wrong, without a digit of a secret.
        ids: The transactions it is about, as batch/STAN.
    """

    rule: str
    text: str
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        about = f" [{', '.join(self.ids)}]" if self.ids else ""
        return f"{self.rule}: {self.text}{about}"
