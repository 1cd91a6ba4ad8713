"""Paid in vain: months that the city paid though it may not, until BPJS has settled them."""
