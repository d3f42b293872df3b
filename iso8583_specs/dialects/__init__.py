"""One file a dialect."""
