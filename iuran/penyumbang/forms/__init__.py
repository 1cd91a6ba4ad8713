"""Forms of donors and promises."""
