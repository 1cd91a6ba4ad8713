"""The opening balance's rules: its columns, one row, the verdict, the sums. Nothing here writes."""
