"""Forms of one person."""
