"""One file for each menu entry, named as on the key."""
