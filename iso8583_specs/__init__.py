"""ISO 8583 messages as data: dialects, kinds, and the bytes they make."""
