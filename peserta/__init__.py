"""Who: places, occupations, people, staged spreadsheets, life events, status and its history."""
