"""How a payload is wrapped on each kind of line."""
