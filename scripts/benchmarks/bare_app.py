"""The least Textual application to compare with: one `Static`, as large as the terminal's display."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

READY = "ready to go"


class BareApp(App[None]):
    """Shows the digits that are typed, spread as on the display."""

    CSS = "Static { width: 44; height: 10; background: #9bbc0f; color: #0f380f; }"
    ENABLE_COMMAND_PALETTE = False

    typed = ""

    def compose(self) -> ComposeResult:
        yield Static(f"\n\n{READY}")

    def on_key(self, event: events.Key) -> None:
        if event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.character and event.character.isdigit():
            self.typed += event.character
        row = "".join(f"{digit} " for digit in self.typed) + "    "
        self.query_one(Static).update(f"\n\n{READY}\n\n{row.rjust(44)}")


if __name__ == "__main__":
    BareApp().run()
