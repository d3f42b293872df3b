"""Published messages from ``../shared/vectors``, read from where they lie; absent ones skip their tests."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

VECTORS = Path(__file__).parents[3] / "shared" / "vectors"


@dataclass(frozen=True, slots=True)
class Published:
    """One published message: the bytes from the MTI on, and what its note says is in them."""

    mti: str
    octets: bytes
    elements: dict[int, str]


def published_names() -> list[str]:
    """Names of the published UnionPay messages; one that says so where there are none."""
    return sorted(path.stem for path in (VECTORS / "unionpay_pos").glob("*.hex")) or ["absent"]


def published(name: str) -> Published:
    """The published UnionPay message of that name."""
    note = VECTORS / "unionpay_pos" / f"{name}.md"
    if not note.exists():
        pytest.skip("../shared/vectors is absent")
    split = note.read_text().split("## Fields, split", 1)[1]
    lines = re.findall(r"^- ([^:]+): ?(.*)$", split, re.MULTILINE)
    outside = {label: value for label, value in lines if not label[0].isdigit()}
    bitmap, _, _ = outside["bitmap"].partition(" ")
    front = sum(len(outside.get(label, "")) // 2 for label in ("length", "TPDU", "header"))
    octets = bytes.fromhex(note.with_suffix(".hex").read_text())[front:]
    assert octets.hex().startswith(outside["MTI"] + bitmap)
    elements = {int(label.split(" ")[0]): value for label, value in lines if label[0].isdigit()}
    return Published(outside["MTI"], octets, elements)


def published_json(name: str) -> dict[str, Any]:
    """One of the JSON files of ISO 8583 vectors."""
    path = VECTORS / "iso8583" / name
    if not path.exists():
        pytest.skip("../shared/vectors is absent")
    found: dict[str, Any] = json.loads(path.read_text())
    return found
