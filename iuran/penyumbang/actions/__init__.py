"""The verbs of the movement: donors, promises, cards."""
