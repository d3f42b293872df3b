from __future__ import annotations

from datetime import datetime

import pytest

from iso8583_specs.message import Message
from pos_emulator.link.faults import Direction
from pos_emulator.runtime.notices import AcquirerChanged, BooksChanged, Explained, WireSeen
from pos_emulator.tui.app import PosApp
from pos_emulator.tui.status_line import StatusLine
from pos_emulator.tui.why_panel import WhyPanel
from tests.tui.fake_live import FakeLive
from tests.tui.window import comes, has

AT = datetime(2026, 11, 21, 14, 32, 5)


@pytest.mark.asyncio
async def test_what_is_refused_is_asked_about_and_what_changed_is_read_again() -> None:
    live = FakeLive("en")
    app = PosApp(live)
    async with app.run_test(size=(160, 50)) as pilot:
        await comes(pilot, lambda: has(app, "no ledger to be seen here"))
        live.answers = {
            "status": {"business_day": "2026-11-21", "funds": {"1": 5}},
            "ledger": {"entries": [], "batches": []},
            "rules": {"rules": [{"name": "card-no-funds", "says": "Not that much.", "code": "51"}]},
            "why": {"rule": "card-no-funds", "code": "51", "text": "The card does not hold that much."},
        }
        live.tell(WireSeen(AT, Direction.TO_HOST, "frame", Message("0200", {11: "000004", 41: "12345676"})))
        live.tell(WireSeen(AT, Direction.TO_TERMINAL, "frame", Message("0210", {11: "000004", 39: "51"})))
        live.tell(Explained("host-declined", "the host answered 51"))
        live.tell(BooksChanged())
        await comes(pilot, lambda: has(app, "Business day 2026-11-21"))
        await comes(pilot, lambda: has(app, "✓ card-no-funds [51]"))
        rules = [(reason.rule, reason.host, reason.of) for reason in app.query_one(WhyPanel).reasons]
        assert sorted(rules) == [("card-no-funds", True, "000004 51"), ("host-declined", False, "")]
        live.tell(AcquirerChanged(True, "the acquirer is running"))
        assert app.query_one(StatusLine).said[0] == ""
        live.tell(AcquirerChanged(False, "it was killed"))
        assert app.query_one(StatusLine).said == ("the acquirer stopped: it was killed", "warn")
        live.tell(AcquirerChanged(True, "the acquirer is running"))
        assert app.query_one(StatusLine).said == ("the acquirer is back", "good")
