"""Screens of life events."""
