"""The opening balance: read a list of people enrolled before this system, check it, apply it."""
