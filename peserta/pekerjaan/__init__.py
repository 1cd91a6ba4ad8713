"""Words for occupations: what lists brought, and what an admin said of it."""
