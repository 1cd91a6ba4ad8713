"""Forms of the movement by office."""
