"""Screens of the movement."""
