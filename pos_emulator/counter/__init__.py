"""The shop counter around the case: who stands there, where each card is, paper, plug, power."""
