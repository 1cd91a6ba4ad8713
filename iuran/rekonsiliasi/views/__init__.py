"""Screens of the reconciliation: the lists of BPJS, and the points that are open."""
