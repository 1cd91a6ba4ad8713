"""Management of the workshop."""
