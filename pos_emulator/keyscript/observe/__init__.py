"""What a script can see of a bench: screens, paper, messages, books, reasons."""
