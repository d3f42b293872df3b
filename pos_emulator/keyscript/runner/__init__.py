"""Runs scripts against the core in virtual time: one bench a scenario, the money check at its end."""
