"""Actions that write grants and the ledger."""
