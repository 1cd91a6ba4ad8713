"""The access log as people read it: filters, export, and the signed digest of each day."""
