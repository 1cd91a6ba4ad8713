"""Screens of the movement by office."""
