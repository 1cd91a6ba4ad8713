"""Likely the same person: who is compared, how much speaks for it, and what differs."""
