"""What changes a grant: drafting, proposing, confirming and taking back."""
