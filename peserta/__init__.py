"""People: their places, occupations, imported lists, life events, status and its history."""
