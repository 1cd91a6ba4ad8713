"""Verification of people: versioned criteria, cases and decisions, decrees."""
