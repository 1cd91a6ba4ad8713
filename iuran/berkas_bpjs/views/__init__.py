"""Screens of batches: each batch, and the people held from them."""
