"""The recorder: what was done at a terminal by hand, and what came of it, written as a script."""
