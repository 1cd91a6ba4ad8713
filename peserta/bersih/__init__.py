"""Clean single cells: each function takes a cell and returns the value and its findings.

These modules use no model, no query and no clock. A clean cell stays as it is.
"""
