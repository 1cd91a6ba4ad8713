"""Screens of months paid in vain: the list, and one settlement."""
