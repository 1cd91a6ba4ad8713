"""Actions that record, propose or undo a life event."""
