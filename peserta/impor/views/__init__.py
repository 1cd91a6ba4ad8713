"""Screens of a list on its way in."""
