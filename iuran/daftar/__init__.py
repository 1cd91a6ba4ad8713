"""Pages that list people by their cover, and one person's cover."""
