from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from pos_emulator.acquirer import host_lines
from pos_emulator.acquirer.desk import Note
from pos_emulator.acquirer.host_lines import HostLines
from pos_emulator.link.faults import Faults
from pos_emulator.link.transports.line_address import LineAddress, SerialAddress, VirtualLine
from pos_emulator.link.transports.pty import VirtualCable
from pos_emulator.profile import load_profile
from tests.acquirer.till import Till


def lines_at(till: Till, address: LineAddress, folder: Path) -> HostLines:
    return HostLines(
        till.acquirer,
        Faults(),
        address,
        folder=folder,
        profile=load_profile("cn-classic"),
        baud=9600,
        allow_remote=False,
    )


def test_a_virtual_line_has_a_name_in_the_folder(till: Till, tmp_path: Path) -> None:
    async def run() -> None:
        lines = lines_at(till, VirtualLine(), tmp_path)
        assert lines.open() == str(tmp_path / "line")
        assert lines.status() == {"device": str(tmp_path / "line"), "connections": 1, "terminals": []}
        assert (tmp_path / "line").is_symlink()
        lines.close()
        assert not (tmp_path / "line").is_symlink()

    asyncio.run(run())


def test_a_device_that_went_is_taken_again_when_it_is_back(
    till: Till, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(host_lines, "REOPEN_SECONDS", 0.01)

    async def run() -> None:
        cable = VirtualCable(tmp_path, name="device")
        lines = lines_at(till, SerialAddress(str(tmp_path / "device")), tmp_path)
        told: asyncio.Queue[Note] = asyncio.Queue()
        lines.tell = told.put_nowait
        lines.open()
        cable.close()
        assert (await asyncio.wait_for(told.get(), 10)).event == "line-lost"
        back = VirtualCable(tmp_path, name="device")
        assert (await asyncio.wait_for(told.get(), 10)).event == "line-back"
        assert lines.status()["connections"] == 1
        lines.close()
        back.close()

    asyncio.run(run())
