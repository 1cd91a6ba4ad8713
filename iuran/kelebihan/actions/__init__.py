"""What admins do about months paid in vain: propose, confirm, drop, take back."""
