"""Verbs of the movement: its offices, and what BPJS reports of it."""
