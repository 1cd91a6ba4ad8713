"""Who is checked before a bill, when, and against which list of another office."""
