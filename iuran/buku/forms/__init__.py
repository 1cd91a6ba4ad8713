"""Forms of the sources of funds and of the tariffs."""
