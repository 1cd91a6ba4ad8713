"""Random histories through the real actions: what may happen (rules) and what must hold (pasti)."""
