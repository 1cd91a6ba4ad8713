"""Money for the cover: tariffs, sources, grants, enrolment batches, ledger, bills and payments."""
