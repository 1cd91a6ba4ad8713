"""Verbs of papers: make, number, cancel, file the signed copy."""
