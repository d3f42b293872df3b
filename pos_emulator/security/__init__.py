"""Keys, MAC, PIN blocks, masking, the vault and passwords: pure, and silent about values."""
