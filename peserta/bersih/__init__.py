"""Cleaning of single cells: each function takes a cell and gives the value and what was found.

No model, no query, no clock. Cleaning what is clean already changes nothing.
"""
