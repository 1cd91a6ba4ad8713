"""Whatever writes grants and the ledger."""
