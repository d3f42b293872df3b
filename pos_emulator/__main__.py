"""``python -m pos_emulator``."""

from pos_emulator.cli import main

if __name__ == "__main__":
    main()
