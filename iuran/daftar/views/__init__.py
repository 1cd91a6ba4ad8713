"""Screens of lists of people by cover."""
