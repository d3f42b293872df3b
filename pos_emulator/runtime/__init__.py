"""Drivers: what feeds the core with events and carries out its effects, in real or in virtual time."""
