"""Moves: whole transactions from idle to idle, on the real keys."""
