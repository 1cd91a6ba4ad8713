"""Whatever records, proposes or undoes a life event."""
