"""Contributions and their payment: tariffs, sources, grants, batches, ledger, bills, payments."""
