"""May they: versioned criteria, cases and decisions, decrees."""
