"""Guided walkthroughs: a coach beside the real terminal. Pure of any window."""
