"""Screens of bills and payments, one module per group of pages."""
