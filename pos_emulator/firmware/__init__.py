"""The case: terminal firmware that touches nothing outside; events in, effects out."""
