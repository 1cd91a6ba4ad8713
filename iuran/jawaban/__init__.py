"""BPJS's answer to a batch: taken in, read, judged, applied."""
