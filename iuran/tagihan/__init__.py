"""Bills: drafted from the ledger, issued by another admin, paid by SP2D."""
