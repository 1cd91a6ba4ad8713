"""The plan of a year: how many people for how many months, and what stays unspent."""
