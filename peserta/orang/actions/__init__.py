"""Actions that write one person, their draft forms and their papers."""
