"""The window: one terminal with its counter, its paper and everything behind it, on a text screen."""
