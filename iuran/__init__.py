"""Who pays: tariffs, sources, grants, enrolment batches, the ledger, bills and payments."""
