"""Whatever writes one person, what is typed of them, and their papers."""
