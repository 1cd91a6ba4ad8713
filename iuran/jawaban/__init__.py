"""BPJS's answer to a batch: received, read, matched, applied."""
