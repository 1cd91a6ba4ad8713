"""Gatherers: each reads rows and returns the contents of one kind of paper. Nothing is written."""
