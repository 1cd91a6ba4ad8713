"""BPJS's monthly list of what civil servants pay: read, compared, and recorded as paid months."""
