"""The keypad script language (`*.keys`): read, checked, and turned into typed steps."""
