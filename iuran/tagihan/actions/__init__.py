"""Everything that writes bills and payments, one module per act."""
