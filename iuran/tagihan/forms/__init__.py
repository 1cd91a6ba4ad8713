"""Forms of bills and payments, one module per page."""
