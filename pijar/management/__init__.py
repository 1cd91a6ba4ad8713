"""Management of the kernel."""
