"""Screens of papers."""
