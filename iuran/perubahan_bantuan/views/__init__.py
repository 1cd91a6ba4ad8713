"""Screens of changes of grants."""
