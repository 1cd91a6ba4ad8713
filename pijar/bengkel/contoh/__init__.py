"""Synthetic sample data: deterministic, plausible, nobody real. Only for an empty database."""
