"""Screens of donors and promises."""
